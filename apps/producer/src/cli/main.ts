#!/usr/bin/env node
import { environment } from '../config.js'
import { endWithReader } from './closed-output.js'
import { runCommand } from './run.js'

const { stdin, stdout, stderr } = process
endWithReader({ stdout, stderr }, (code) => process.exit(code))
process.exitCode = await runCommand(process.argv.slice(2), { env: environment, stdin, stdout, stderr })
