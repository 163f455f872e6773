import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { FaultRow } from '../fault-row.ts'

/** Before the steps of the lane's own database, its lock is taken and the replica carried over. */
const stepsBegin = 13

export const row: FaultRow = {
  number: 12,
  fault: 'older program, newer data',
  async run({ scale, seed, folder }) {
    const { seededRandom } = await import('../../../drivers/simulator/seeded-random.ts')
    const { makeReleased, releasedDatabases } = await import('../../lane/store/released-database.ts')
    const { checkMigrated, migrateOutside, openNewer, readKnown } = await import('../integrity/migrate-lane.ts')
    const random = seededRandom(seed)
    const versions = releasedDatabases()
    const dataDir = join(folder, 'lane')
    const fresh = (version: number): void => {
      rmSync(dataDir, { recursive: true, force: true })
      makeReleased(version, dataDir)
    }
    fresh(versions.at(-1) ?? 0)
    const known = readKnown(dataDir)
    const violations: string[] = []
    let killCount = 0
    for (const version of versions) {
      fresh(version)
      violations.push(...checkMigrated(dataDir, version, known).map((violation) => `version ${version}: ${violation}`))
    }
    for (const version of scale === 'full' ? versions : versions.slice(0, 1)) {
      fresh(version)
      const stopCount = (await migrateOutside(dataDir)) ?? 0
      const stops = scale === 'full' ? Array.from({ length: stopCount }, (_, index) => [String(index + 1)]) : [[String(stepsBegin + 1 + random(3)), 'after schema']]
      for (const stop of stops) {
        fresh(version)
        if ((await migrateOutside(dataDir, stop)) !== undefined) violations.push(`version ${version} has no stop ${stop.join(' ')}`)
        killCount += 1
        violations.push(...checkMigrated(dataDir, version, known).map((violation) => `version ${version}, ended at stop ${stop.join(' ')} of ${stopCount}: ${violation}`))
      }
    }
    violations.push(...openNewer(join(folder, 'newer')))
    return { figure: `${versions.length} released versions, ended ${killCount} times inside a step, one newer refused; ${violations.length} with a loss`, violations: violations.slice(0, 30) }
  },
  weakenings: [
    { name: 'all steps or none', file: 'src/lane/store/schema.ts', find: 'db.transaction(() => {\n    for (const step of missing) db.exec(step.sql)\n    db.pragma(`user_version = ${newestVersion}`)\n  }).immediate()', replace: 'for (const step of missing) db.exec(step.sql)\n  db.pragma(`user_version = ${newestVersion}`)', noticed: 'it cannot be opened' },
    { name: 'refusing what a newer program wrote', file: 'src/lane/store/schema.ts', find: 'if (version > newestVersion)', replace: 'if (false)', noticed: 'a newer database' },
    { name: 'working new tables out from the facts there are', file: 'src/lane/store/schema.ts', find: '      ${offerUsesFromJournal}\n', replace: '', noticed: 'what is worked out' },
  ],
}
