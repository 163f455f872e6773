// A hundred codes at ten a second from another program, over a real serial line, through the device process: none lost, in order.
import { sendScanTrain } from '../support/drivers-scan-train.ts'

const { sent, arrived, durationMs } = await sendScanTrain({ codeCount: 100, everyMs: 100 })
const firstWrong = sent.findIndex((code, index) => arrived[index] !== code)
const isRight = firstWrong < 0 && arrived.length === sent.length
process.stdout.write(`${sent.length} codes sent in ${(durationMs / 1000).toFixed(1)} s, ${arrived.length} arrived${isRight ? ', in order' : `; the first wrong one is number ${firstWrong + 1}`}\n`)
process.exitCode = isRight ? 0 : 1
