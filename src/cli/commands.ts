import type { Command } from './command.ts'

/** A command's name and one line about it; the command itself is loaded when it is asked for, so that `scan parse` starts no database. */
export interface CommandEntry {
  /** One word or two. */
  readonly name: string
  readonly summary: string
  load(): Promise<Command>
}

export const commands: readonly CommandEntry[] = [
  { name: 'scan parse', summary: 'say what a lane makes of scanned codes', load: async () => (await import('./commands/scan-parse.ts')).scanParse },
  { name: 'scan vectors', summary: 'read public test vectors and real barcodes: how many of how many', load: async () => (await import('./commands/scan-vectors.ts')).scanVectors },
  { name: 'price', summary: 'price one basket with its offers, as a lane does', load: async () => (await import('./commands/price.ts')).price },
  { name: 'offers check', summary: 'find offers that contradict themselves, do nothing, give away or cost without end', load: async () => (await import('./commands/offers-check.ts')).offersCheck },
  { name: 'replay', summary: 'drive real baskets through real lanes and the CRM', load: async () => (await import('./commands/replay.ts')).replay },
  { name: 'journal verify', summary: "check a lane's journal: chain, numbers, receipt numbers", load: async () => (await import('./commands/journal-verify.ts')).journalVerify },
  { name: 'journal export', summary: "write a lane's journal as JSON lines, or as POSLog names it", load: async () => (await import('./commands/journal-export.ts')).journalExport },
  { name: 'journal rekey', summary: "encrypt a stopped lane's files, change their key, or decrypt them", load: async () => (await import('./commands/journal-rekey.ts')).journalRekey },
  { name: 'doctor', summary: 'what is wrong with a lane, and what to do', load: async () => (await import('./commands/doctor.ts')).doctor },
  { name: 'sync status', summary: 'how far head office has got with a lane', load: async () => (await import('./commands/sync-status.ts')).syncStatus },
  { name: 'receipt render', summary: 'a receipt from the journal as text, SVG or printer bytes', load: async () => (await import('./commands/receipt-render.ts')).receiptRender },
  { name: 'import', summary: 'bring items, offers, members and lists into the CRM', load: async () => (await import('./commands/import-rows.ts')).importRows },
  { name: 'crm rebuild', summary: 'work the books of head office out anew from the journals', load: async () => (await import('./commands/crm-rebuild.ts')).crmRebuild },
  { name: 'devices', summary: 'list scanners, readers, scales and printers that are plugged in', load: async () => (await import('./commands/devices.ts')).devices },
  { name: 'devices check', summary: "check a lane's list of devices", load: async () => (await import('./commands/devices-check.ts')).devicesCheck },
  { name: 'devices test', summary: 'have each device do what it is there for', load: async () => (await import('./commands/devices-test.ts')).devicesTest },
  { name: 'devices rules', summary: 'print udev rules for retail devices', load: async () => (await import('./commands/devices-rules.ts')).devicesRules },
  { name: 'simulate', summary: 'work the simulated devices: scan, swipe, paper out, unplug', load: async () => (await import('./commands/simulate.ts')).simulate },
  { name: 'simulate run', summary: 'start simulated devices for a lane of your own', load: async () => (await import('./commands/simulate-run.ts')).simulateRun },
  { name: 'demo', summary: "play the product's story once, on real parts", load: async () => (await import('./commands/demo.ts')).demo },
]
