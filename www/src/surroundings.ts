// What the page runs in, as the controller sees it: so that it knows neither the document nor the worker.

import type { EngineClient } from "./engine/client.ts";
import type { Language } from "./language.ts";

export interface Surroundings {
  client: EngineClient;
  location: Location;
  history: History;
  base: string;
  today: string;
  /** Shows the page in the language, and keeps the choice. */
  speak(language: Language): Promise<void>;
  /** Reads what the browser keeps of the reader's own into the supplies. */
  kept(): Promise<void>;
  /** First good answer: the page can be drawn live. Called again after a failed start that was retried. */
  drawn(): void;
  /** The engine cannot be had at all; what the build prerendered stays. */
  failed(reason: string): void;
}
