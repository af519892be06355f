// Runs around every test of the page: whatever a test let the server answer ends with it, also when it failed; and a test
// fails when a policy was broken or another origin was asked while it ran.

import { afterEach, beforeEach, expect } from "vitest";
import { takeFaults } from "./guard.ts";
import { rememberAnswers, restoreAnswers } from "./support.ts";

beforeEach(rememberAnswers);
afterEach(() => {
  restoreAnswers();
  expect(takeFaults(), "refused by a policy, or asked of another origin").toEqual([]);
});
