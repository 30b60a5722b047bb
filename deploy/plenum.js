#!/usr/bin/env node
// Entry of the command line in the image, where everything is installed and built.
import { runCli } from '../dist/src/cli/main.js';

await runCli(process.argv.slice(2));
