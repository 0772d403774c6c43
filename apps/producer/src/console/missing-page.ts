/** What is seen where the console was not built. */
export const missingPage = `<!doctype html>
<html lang="pt-BR">
<head><meta charset="utf-8"><title>Disparo</title><meta name="viewport" content="width=device-width"></head>
<body>
<h1>O console não foi construído</h1>
<p>Rode <code>npm run setup</code> na pasta do projeto e reinicie o producer. A API funciona normalmente.</p>
<hr>
<p lang="en">The console has not been built: run <code>npm run setup</code> and start the producer again. The API works as always.</p>
</body>
</html>
`
