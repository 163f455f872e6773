/**
 * Headers of every answer. No inline script or style, no other origin, Trusted Types on.
 * Pictures may also come from memory (`blob:`, `data:`): the receipt is shown as an SVG picture, where scripts cannot run.
 * @param origin the kiosk's own, `http://127.0.0.1:<port>`; the socket's address is spelled out for browsers in which 'self' does not cover ws:
 */
export function securityHeaders(origin: string): Record<string, string> {
  return {
    'content-security-policy': [
      "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' blob: data:", "font-src 'self'",
      `connect-src 'self' ${origin.replace('http:', 'ws:')}`, "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
      "require-trusted-types-for 'script'", "trusted-types 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), hid=(), microphone=(), serial=(), usb=()',
  }
}
