/** What is wrong with a variable, an option or a file, as the programs themselves say it, in English. */
export const fault = (english: string): string => english
