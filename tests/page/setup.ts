// Runs around every test of the page: whatever a test let the server answer ends with it, also when it failed.

import { afterEach, beforeEach } from "vitest";
import { rememberAnswers, restoreAnswers } from "./support.ts";

beforeEach(rememberAnswers);
afterEach(restoreAnswers);
