// Counts the checks of a script and closes with the line that CI looks for.
export class Tally {
  passed = 0
  failed = 0

  // Prints one line for a check; `why` is shown only where it failed.
  check(name, ok, why = '') {
    if (ok) this.passed += 1
    else this.failed += 1
    console.log(`${ok ? 'ok  ' : 'FAIL'} ${name}`)
    if (!ok && why) console.log(String(why).trim().split('\n').map(line => `       ${line}`).join('\n'))
    return ok
  }

  // Runs a step that throws where it fails, and goes on.
  async step(name, run) {
    try {
      await run()
      this.check(name, true)
      return true
    } catch (error) {
      this.check(name, false, error.stack ?? error)
      return false
    }
  }

  // The closing line; the process then ends with the right code.
  close() {
    console.log(`\n${this.passed} passed, ${this.failed} failed`)
    process.exitCode = this.failed === 0 && this.passed > 0 ? 0 : 1
  }
}

// Throws unless it holds.
export function must(ok, why) {
  if (!ok) throw new Error(why)
}
