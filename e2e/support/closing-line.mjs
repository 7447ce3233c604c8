// A reporter that ends the run with one plain line of counts, for people and machines alike.

export default class ClosingLine {
  #tests = new Map();

  onTestEnd(test) {
    this.#tests.set(test.id, test);
  }

  onEnd() {
    const outcomes = [...this.#tests.values()].map((test) => test.outcome());
    const count = (...kinds) => outcomes.filter((outcome) => kinds.includes(outcome)).length;
    console.log(`\nbrowser: ${count("expected", "flaky")} passed, ${count("unexpected")} failed, ${count("skipped")} skipped`);
  }

  printsToStdio() {
    return false;
  }
}
