#!/usr/bin/env node
import { runBin } from '@fusioninventory/cli-kit'
import { main } from './main.ts'

await runBin(main, { busy: true, steady: true })
