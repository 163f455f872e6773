import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { fileKey, securityHeaders } from './policy.ts'

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.ico': 'image/x-icon', '.woff2': 'font/woff2', '.woff': 'font/woff',
}

/**
 * Answers `app://lane/…` from the built screens, read once: what is not in the map does not exist.
 * @throws when the folder is missing: the screens were not built
 */
export function openScreenFiles(dir: string): (url: string) => Response {
  const files = new Map<string, { readonly body: Uint8Array<ArrayBuffer>; readonly contentType: string }>()
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const contentType = contentTypes[extname(entry.name)]
    if (!entry.isFile() || contentType === undefined) continue
    const path = join(entry.parentPath, entry.name)
    files.set(`/${relative(dir, path).split(sep).join('/')}`, { body: new Uint8Array(readFileSync(path)), contentType })
  }
  return (url) => {
    const key = fileKey(url)
    const file = key === undefined ? undefined : files.get(key)
    if (file === undefined) return new Response('Not here.', { status: 404, headers: securityHeaders })
    return new Response(file.body, { headers: { ...securityHeaders, 'content-type': file.contentType } })
  }
}
