import { z } from 'zod'

// zod would otherwise try to compile its checks, which the pages' content security policy forbids.
// It decides when a schema is built, so every page imports this before anything else.
z.config({ jitless: true })
