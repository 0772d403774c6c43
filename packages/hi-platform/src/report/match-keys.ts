import { phoneSuffix, type Rendition, recipientKey } from '@disparo/core/internal/message'
import type { FoundItem } from './found-item.js'
import { foldCase, labelLengthOf } from './learn-rendition.js'
import type { MatchKey } from './pair-groups.js'
import type { TrackedMessage } from './tracked-message.js'

/** The same recipient, template and label. A label of "" is none. */
export const sameTemplate: MatchKey = {
  message: (message) => keyOf(recipientKey(message.to), message),
  item: ({ recipient, item }) => recipient && keyOf(recipient, item),
}

/** The same for items whose namespace the report left out. */
export const sameTemplateWithoutNamespace: MatchKey = {
  message: (message) => keyOf(recipientKey(message.to), { ...message, namespace: '' }),
  item: (found) => (found.item.namespace === '' ? sameTemplate.item(found) : undefined),
}

/** The same upstream id; and the person, because what an id in the report stands for is documented nowhere. */
export const sameId: MatchKey = {
  message: ({ to, upstreamId }) => upstreamId && JSON.stringify([recipientKey(to), upstreamId]),
  item: ({ recipient, item }) => item.id && recipient && JSON.stringify([recipient, item.id]),
}

/** The same recipient, and nothing else. */
export const sameRecipient: MatchKey = {
  message: ({ to }) => recipientKey(to),
  item: ({ recipient }) => recipient,
}

/** Who may be the same person, whatever stands before the last eight digits. */
export const maybeSamePerson: MatchKey = {
  message: ({ to }) => phoneSuffix(to),
  item: (found) => found.lastEight,
}

/** The same where the template has the name that was sent, in whatever case: another name may be another program's message. */
export const maybeSamePersonAndName: MatchKey = {
  message: ({ to, elementName }) => JSON.stringify([phoneSuffix(to), foldCase(elementName)]),
  item: (found) => JSON.stringify([found.lastEight, foldCase(found.item.elementName)]),
}

/** The same recipient; template and label as this account's report was learnt to write them. `undefined`: as they are sent. */
export function sameByRendition(rendition: Rendition): MatchKey | undefined {
  const { namespaces, elementName, label, labelCase } = rendition
  const shownFor = new Map(namespaces.map(({ sent, form = sent }) => [sent, form]))
  const nameCase = elementName.form === 'other-case' ? foldCase : asItIs
  const caseOfLabel = labelCase.form === 'other-case' ? foldCase : asItIs
  const kept = labelLengthOf(label.form)
  const isAsSent =
    [...shownFor].every(([sent, shown]) => sent === shown) &&
    nameCase === asItIs &&
    caseOfLabel === asItIs &&
    kept === undefined
  if (isAsSent) return undefined
  const written = (recipient: string, { namespace, ...rest }: Named) =>
    keyOf(recipient, {
      namespace,
      elementName: nameCase(rest.elementName),
      externalLabel: caseOfLabel(rest.externalLabel ?? ''),
    })
  return {
    message: ({ to, namespace, elementName, externalLabel = '' }) =>
      written(recipientKey(to), {
        namespace: shownFor.get(namespace) ?? namespace,
        elementName,
        externalLabel: externalLabel.slice(0, kept),
      }),
    item: ({ recipient, item }) => recipient && written(recipient, item),
  }
}

type Named = Pick<TrackedMessage | FoundItem['item'], 'namespace' | 'elementName' | 'externalLabel'>

function keyOf(recipient: string, { namespace, elementName, externalLabel }: Named): string {
  return JSON.stringify([recipient, namespace, elementName, externalLabel ?? ''])
}

function asItIs(text: string): string {
  return text
}
