import type { StaticFile } from './static-files.ts'

/** A few bars. Browsers ask for one unasked, and show an error where there is none. */
export const favicon: StaticFile = {
  contentType: 'image/svg+xml',
  body: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M2 3h1v10H2zM4 3h2v10H4zM7 3h1v10H7zM9 3h3v10H9zM13 3h1v10h-1z"/></svg>'),
}
