import { countryOf } from '../../message/index.js'
import { mainZoneOf, singleZoneOf } from './country-zones.js'

/** Of the states whose clocks are not Brasília's, or were not always. By area code (DDD). */
const zonesByAreaCode: Readonly<Record<string, readonly string[]>> = {
  ...of(['63'], 'America/Araguaina'),
  ...of(['65', '66'], 'America/Cuiaba'),
  ...of(['67'], 'America/Campo_Grande'),
  ...of(['68'], 'America/Rio_Branco'),
  ...of(['69'], 'America/Porto_Velho'),
  ...of(['71', '73', '74', '75', '77'], 'America/Bahia'),
  ...of(['79', '82'], 'America/Maceio'),
  // Fernando de Noronha, an hour ahead, has Pernambuco's.
  ...of(['81', '87'], 'America/Recife'),
  ...of(['83', '84', '85', '86', '88', '89', '98', '99'], 'America/Fortaleza'),
  ...of(['91', '94', '96'], 'America/Belem'),
  ...of(['92'], 'America/Manaus'),
  ...of(['93'], 'America/Santarem'),
  ...of(['95'], 'America/Boa_Vista'),
  // The west of Amazonas is an hour behind the rest of it, and has the same code.
  '97': ['America/Manaus', 'America/Eirunepe'],
}

const brasilia = ['America/Sao_Paulo']

/**
 * In which zones a recipient may be, by the number: by the area code in Brazil, else by its country, where that has one zone.
 * @param fallback where the number tells nothing
 */
export function zonesOf(recipient: string, fallback: readonly string[]): readonly string[] {
  if (recipient.startsWith('55')) return zonesByAreaCode[recipient.slice(2, 4)] ?? brasilia
  const zone = singleZoneOf(countryOf(recipient))
  return zone === undefined ? fallback : [zone]
}

/** The zone of most of a country's people. */
export function zoneOfCountry(country: string): string {
  return singleZoneOf(country) ?? mainZoneOf(country) ?? 'America/Sao_Paulo'
}

function of(areaCodes: readonly string[], zone: string): Record<string, readonly string[]> {
  return Object.fromEntries(areaCodes.map((code) => [code, [zone]]))
}
