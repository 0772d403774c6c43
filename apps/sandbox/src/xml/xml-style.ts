import { z } from 'zod'

/** How the XML interface answers: the ways that have been seen in the wild, to be switched while it runs. */
export const XmlStyle = z.strictObject({
  /** Of all names: `main` as in seed 000, or `MAIN`. `KEY` and `ID` are in capitals either way. */
  case: z.enum(['lower', 'upper']),
  /** Whether each answer follows a root of its own that says nothing: AKNA/FUNC with an empty RETURN, ID 00. */
  severalRoots: z.boolean(),
  /** Whether the code of 50.01 comes with `ID="00"`, which seed 000 does not show. */
  successId: z.boolean(),
  /** Where an error's RETURN stands. */
  errorPath: z.enum(['main/emkt', 'main/func', 'akna/emkt', 'akna/func']),
})

export type XmlStyle = z.infer<typeof XmlStyle>

/** As in seed 000. */
export const SEED_STYLE: XmlStyle = {
  case: 'lower',
  severalRoots: false,
  successId: false,
  errorPath: 'main/emkt',
}
