#!/usr/bin/env node
import { environment } from '@disparo/service/settings'
import { exitOnBrokenPipe } from './broken-pipe.js'
import { runCommand } from './run.js'

const { stdin, stdout, stderr } = process
exitOnBrokenPipe({ stdout, stderr }, (code) => process.exit(code))
process.exitCode = await runCommand(process.argv.slice(2), { env: environment, stdin, stdout, stderr })
