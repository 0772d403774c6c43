/** What stands below the options in each command's `--help`. */
export const program = `
Exit codes:
  0  done
  1  the service refused, failed or could not be reached, or --wait-timeout was over
  2  the command is not written as it should be
  3  some rows were bad; with --wait also: messages were rejected or failed, the batch halted, or nothing is left but
     doubt that waits for somebody's word

Examples:
  export DISPARO_URL=http://127.0.0.1:8080 DISPARO_ACCOUNT=default
  export DISPARO_USER=shop DISPARO_PASSWORD=…
  disparo send --to 551199999999 --namespace default --element-name aviso --body 'R$10'
  disparo import campaign.csv --wait`

export const send = `
What stands in a command is in the list of processes (ps), for everybody on the machine, and in the shell's history: numbers,
codes and texts of people come better from a file or the standard input, by --values (to=551199999999, otp=123456 and so on,
a line each) or --file.

Examples:
  disparo send --to 551199999999 --namespace default --element-name compra --body 'R$10' --body 5364
  disparo send --namespace default --element-name codigo --key login-4711 --values code.txt
  disparo send --to 551199999999 --namespace default --element-name oferta --coupon CUPOMAQUI --lane bulk
  disparo send --file message.json --expires-at 2026-11-27T18:00:00-03:00
  echo '{"to": "551199999999", "namespace": "default", "elementName": "aviso"}' | disparo send --file - --json`

export const importFile = `
The same file for the same account is the same batch: repeating the command, after a failure or by mistake, sends
nothing twice. To send the same file once more on purpose, give it a new --key. A row with a key of its own (column key)
is the same message in every batch, though, and is not sent again.

A row is known by what it says, not by its place: rows that are alike are one message. Bad rows are left out, and written to
FILE.rejected.csv with their line and problem: correct them there, or in the file, and import that --into the batch. What
the batch has is left alone, whatever became of it; --replace also cancels what has not begun and is not in the file. A
changed file of the same name within a day is refused where the first one left rows out or broke off: say --into or --new.

A CSV needs the columns to, namespace and elementName; further ones are body1 … bodyN, headerText, headerImage,
headerDocument, headerFilename, headerVideo, otp, coupon, button0 … button9, category, externalLabel, reference, metadata.NAME,
key, sendAt and expiresAt. An empty cell is an absent field. UTF-8, UTF-16 and Windows-1252 are told apart by the file's bytes; where
its lines differ nothing is sent, and --encoding decides. Of a workbook (.xlsx) the first visible sheet is read, or --sheet;
a cell is its value, so a date in sendAt has to be a text with its zone.

A table that was exported for something else is read by --template, --namespace and --map: names of columns count whatever
their cases, accents and blanks around them, and --ignore-columns leaves out the others. The same file with another mapping
is another batch.

--dry-run goes the way of an import and enqueues nothing: what would go, what is bad (3) or looks like a mistake, when it would
be sent, and the first messages as a phone shows them. The command it prints imports that file as it is, or not at all.

--test-to sends a few rows to a number of your own: now, in the urgent lane, outside every batch and its counts. Their label in Hi
Platform's report begins with "test". The import still sends those rows to their recipients.

Examples:
  disparo import campaign.csv --dry-run
  disparo import campaign.csv --test-to '+55 11 90000-0001' --rows 2
  disparo import campaign.csv
  disparo import campaign.csv --strict --wait
  disparo import campaign.ndjson --send-at 2026-11-27T09:00:00-03:00 --expires-at 2026-11-27T20:00:00-03:00
  disparo import campaign.csv --key black-friday-2 --name 'Black Friday, second round'
  disparo import campaign.csv.rejected.csv --into 019aa6b0-9f52-7c6b-8d5e-0f3f4d3a2b11
  disparo import campaign.csv --into 019aa6b0-9f52-7c6b-8d5e-0f3f4d3a2b11 --replace
  disparo import campaign.xlsx --sheet Clientes
  disparo import clientes.xlsx --template aviso --namespace default --map to=telefone --map body1=nome --ignore-columns
  gunzip -c campaign.csv.gz | disparo import - --format csv --json`

export const status = `
Examples:
  disparo status 019aa6b0-9f52-7c6b-8d5e-0f3f4d3a2b11
  disparo status 019aa6b0-9f52-7c6b-8d5e-0f3f4d3a2b11 --json`

export const batches = `
A batch is running, scheduled (none of it may go yet), paused, finished (all of it is settled) or cancelled. Those that
were made before 0.2.0 are listed once they were paused, resumed, cancelled or corrected.

Examples:
  disparo batches
  disparo batches --state running
  disparo batches --search novembro --json`

export const batch = `
Pausing, resuming and cancelling hold at once, but for attempts that had begun; your user needs
the role "operate", or "send" for batches that you enqueued. Cancelling
is final: what is still wanted then has to go in a new batch, with a new --key. A paused batch goes on expiring.

Examples:
  disparo batch 019aa6b0-9f52-7c6b-8d5e-0f3f4d3a2b11
  disparo batch 019aa6b0-9f52-7c6b-8d5e-0f3f4d3a2b11 --wait
  disparo batch pause 019aa6b0-9f52-7c6b-8d5e-0f3f4d3a2b11
  disparo batch resume 019aa6b0-9f52-7c6b-8d5e-0f3f4d3a2b11
  disparo batch cancel 019aa6b0-9f52-7c6b-8d5e-0f3f4d3a2b11 --yes
  disparo batch reschedule 019aa6b0-9f52-7c6b-8d5e-0f3f4d3a2b11 2026-11-28T09:00:00-03:00
  disparo batch pace 019aa6b0-9f52-7c6b-8d5e-0f3f4d3a2b11 120
  disparo batch export 019aa6b0-9f52-7c6b-8d5e-0f3f4d3a2b11 --status rejected failed > failed.csv
  disparo batch export 019aa6b0-9f52-7c6b-8d5e-0f3f4d3a2b11 --reason 132001 > wrong-template.csv
  disparo batch retry 019aa6b0-9f52-7c6b-8d5e-0f3f4d3a2b11 --reason http-503
  disparo batch series 019aa6b0-9f52-7c6b-8d5e-0f3f4d3a2b11 --by minute
  disparo batch rename 019aa6b0-9f52-7c6b-8d5e-0f3f4d3a2b11 'Clientes de novembro'`
