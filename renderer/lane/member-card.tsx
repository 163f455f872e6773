import { UserRoundPlus } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ViewMember } from '../../src/contract/lane-view.ts'
import { Key } from '../parts/key.tsx'
import { Pieces } from '../parts/pieces.tsx'
import { useSpeaker } from '../parts/speaker-context.ts'
import { tierText } from '../parts/tier-text.ts'
import { useSend } from './use-lane-screen.ts'

/** Region E: who is buying: first name and initial, four digits, points; never more. */
export function MemberCard({ member }: { readonly member: ViewMember | undefined }): ReactNode {
  const speaker = useSpeaker()
  const { say } = speaker
  if (!member) return <NoMember />
  const { list } = member
  const cardText = member.tierName ? say('cardTier', { last4: member.cardLast4, tier: member.tierName }) : say('cardSince', { last4: member.cardLast4, year: member.memberSince.slice(0, 4) })
  return (
    <section className="mem" aria-label={say('member')} data-region="member">
      <div className="nm ell">{member.displayName}</div>
      <div className="pts">{member.pointsBalance.toLocaleString('en')}</div>
      <div className="sub ell">{[cardText, tierText(member, speaker)].filter(Boolean).join(' · ')}</div>
      <div className="pts"><small>{say('pointsEarned', { count: member.pointsEarned })}</small></div>
      {list && (
        <div className="prog">
          {say('listDone', { done: list.doneCount, total: list.lineCount })}
          <Pieces doneCount={list.doneCount} lineCount={list.lineCount} />
        </div>
      )}
    </section>
  )
}

function NoMember(): ReactNode {
  const { say } = useSpeaker()
  const send = useSend()
  return (
    <section className="mem empty" aria-label={say('member')} data-region="member">
      <div>
        <div className="nm">{say('noMember')}</div>
        <div className="sub">{say('noMemberDetail')}</div>
      </div>
      <Key hint="F3" onPress={() => send({ kind: 'key', key: 'member' })}><UserRoundPlus aria-hidden="true" />{say('search')}</Key>
    </section>
  )
}
