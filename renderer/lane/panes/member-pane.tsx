import { UserRoundX } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ViewMember } from '../../../src/contract/lane-view.ts'
import { Key } from '../../parts/key.tsx'
import { useSpeaker } from '../../parts/speaker-context.ts'
import { useSend } from '../use-lane-screen.ts'
import { PaneFrame } from './pane-frame.tsx'

/** F3: the phone number goes into the entry field below, which stays in sight. */
export function MemberPane({ member }: { readonly member: ViewMember | undefined }): ReactNode {
  const { say } = useSpeaker()
  const send = useSend()
  return (
    <PaneFrame title={member ? member.displayName : say('memberTitle')}>
      {member ? (
        <div className="choices one">
          <Key className="danger" onPress={() => send({ kind: 'ask', body: { name: 'detachMember' } })}><UserRoundX aria-hidden="true" />{say('memberDetach')}</Key>
        </div>
      ) : (
        <p className="hint">{say('memberHelp')}</p>
      )}
    </PaneFrame>
  )
}
