import type { Lane } from '../lane/lane.ts'

/** As much of the lane as screens need. */
export type ScreenLane = Pick<Lane, 'handle' | 'view' | 'onNotice'>
