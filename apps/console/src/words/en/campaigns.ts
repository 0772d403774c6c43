import type * as ptBR from '../pt-BR/campaigns.js'

export const states: typeof ptBR.states = {
  running: 'Sending',
  scheduled: 'Scheduled',
  paused: 'Paused',
  halted: 'Halted',
  finished: 'Finished',
  cancelled: 'Cancelled',
}

export const campaigns: typeof ptBR.campaigns = {
  title: 'Campaigns',
  one: 'New campaign',
  searchLabel: 'Name of the campaign',
  searchHint: 'Part of the name, or the start of the id',
  stateLabel: 'State',
  allStates: 'All states',
  columns: {
    name: 'Name',
    state: 'State',
    sent: 'Sent',
    rate: 'Rate',
    end: 'End',
    read: 'Read',
    who: 'Created',
  },
  unnamed: (source) => `Unnamed (${source})`,
  sources: {
    csv: 'CSV',
    ndjson: 'NDJSON',
    json: 'JSON',
    xlsx: 'spreadsheet',
    xml: 'XML',
    library: 'application',
  },
  template: (name, others) => (others > 0 ? `${name} and ${others} more` : name),
  by: (user) => `by ${user}`,
  endsAt: (time) => `by ${time}`,
  ended: (time) => `at ${time}`,
  startsAt: (time) => `starts ${time}`,
  endUnknown: 'not known',
  notDelivered: (count) => `${count} not sent`,
  inDoubt: (count) => `${count} in doubt`,
  newOnes: (count) => (count === 1 ? '1 new campaign. Show it' : `${count} new campaigns. Show them`),
  empty: {
    title: 'No campaign yet',
    advice: 'Send a spreadsheet: it is checked before it goes, and nothing leaves without your word.',
  },
  noMatch: {
    title: 'No campaign matches',
    advice: 'Change the name or the state. Old campaigns are forgotten after the time set for the account.',
  },
  looking: 'Looking through older campaigns…',
  count: (shown) => `${shown} shown`,
}
