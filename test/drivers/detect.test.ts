import { expect, it } from 'vitest'
import { detectDevices } from '../../drivers/detect.ts'

it('looking for devices tells what is there and what to do, whatever this machine has', async () => {
  const { devices, problems } = await detectDevices()
  for (const device of devices) expect(device.advice).not.toBe('')
  for (const problem of problems) expect(problem).toMatch(/\w+/)
})
