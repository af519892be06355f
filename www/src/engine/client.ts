// The page's side of the engine: one promise a call, one call at a time. A newer view replaces an older one, a
// host that throws something else than a refusal or falls silent is ended, and a fresh one reloads the last good
// catalogs and answers the same call once more. It knows messages and time, nothing of prices.

import type {
  Answered,
  Call,
  FromHost,
  Loaded,
  LoadRequest,
  PlanCall,
  Plans,
  PlanVerb,
  Problem,
  ToHost,
  ViewAnswer,
  ViewRequest,
} from "./protocol.ts";
import type { Port, Spawn } from "./spawn.ts";

/** The engine refused: the problem says what and what to do. */
export class EngineRefusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

/** The engine broke twice in a row, or could not be started. */
export class EngineFault extends Error {}

/** A newer request took this one's place. */
export class Superseded extends Error {
  constructor() {
    super("superseded");
  }
}

export interface ClientOptions {
  /** Used once no worker can be had. */
  fallback?: Spawn;
  /** Silence after which a host is taken for stuck. */
  watchdogMs?: number;
  /** How long a host may take to start; its code may still be on its way over the network. */
  startMs?: number;
}

interface Task {
  call: Call;
  retried: boolean;
  superseded: boolean;
  resolve(answer: Answered): void;
  reject(error: Error): void;
}

/** Catalogs may be large: reading them and answering about them may take a second longer for each megabyte. */
function longerMs({ files, own = [] }: LoadRequest): number {
  const bytes = [...files, ...own].reduce((sum, file) => sum + file.bytes.length, 0);
  return Math.round(bytes / 1000);
}

export class EngineClient {
  #spawn: Spawn;
  #fallback: Spawn | undefined;
  #watchdogMs: number;
  #startMs: number;
  #port: Port | null = null;
  #ready = false;
  /** Counts hosts, so that a late message of an ended one is not mistaken for the current one's. */
  #generation = 0;
  #id = 0;
  #current: Task | null = null;
  #queue: Task[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastGood: LoadRequest | null = null;

  constructor(spawn: Spawn, { fallback, watchdogMs = 5000, startMs = 30_000 }: ClientOptions = {}) {
    this.#spawn = spawn;
    this.#fallback = fallback;
    this.#watchdogMs = watchdogMs;
    this.#startMs = startMs;
  }

  /** A newer load takes the place of one that still waits; one that runs is finished. */
  async load(request: LoadRequest): Promise<Loaded> {
    this.#queue = this.#queue.filter((task) => !this.#supersede(task, "load"));
    const loaded = (await this.#ask({ verb: "load", request })) as Loaded;
    this.#lastGood = request;
    return loaded;
  }

  /** The latest view wins: one that still waits or runs is rejected with `Superseded`. */
  view(request: ViewRequest): Promise<ViewAnswer> {
    this.#queue = this.#queue.filter((task) => !this.#supersede(task, "view"));
    if (this.#current) this.#supersede(this.#current, "view");
    return this.#ask({ verb: "view", request }) as Promise<ViewAnswer>;
  }

  /** A question of the planning forms. None takes another's place; each is answered in its turn. */
  plan<V extends PlanVerb>(verb: V, request: Plans[V]["request"]): Promise<Plans[V]["answer"]> {
    return this.#ask({ verb, request } as PlanCall) as Promise<Plans[V]["answer"]>;
  }

  end(): void {
    this.#stop();
    const tasks = this.#current ? [this.#current, ...this.#queue] : this.#queue;
    this.#current = null;
    this.#queue = [];
    for (const task of tasks) task.reject(new Superseded());
  }

  #supersede(task: Task, verb: Call["verb"]): boolean {
    if (task.call.verb !== verb) return false;
    task.superseded = true;
    task.reject(new Superseded());
    return true;
  }

  #ask(call: Call): Promise<Answered> {
    return new Promise((resolve, reject) => {
      // The meter of a log dies with its host, and the bytes of a piece are gone: neither can be tried again.
      const retried = call.verb === "usagePush" || call.verb === "usageFinish";
      this.#queue.push({ call, retried, superseded: false, resolve, reject });
      this.#next();
    });
  }

  #next(): void {
    if (this.#current || this.#queue.length === 0) return;
    this.#current = this.#queue.shift() ?? null;
    this.#run();
  }

  #run(): void {
    if (!this.#port) {
      this.#start();
      this.#reloadFirst();
    }
    const task = this.#current;
    if (!task) return;
    this.#id += 1;
    const message: ToHost = { id: this.#id, call: task.call };
    this.#port?.send(message, task.call.verb === "usagePush" ? [task.call.request.chunk.buffer] : []);
    this.#watch();
  }

  /** A fresh host knows no catalogs: the last good ones go before anything that asks about them. */
  #reloadFirst(): void {
    const task = this.#current;
    if (!task || task.call.verb === "load" || !this.#lastGood) return;
    this.#queue.unshift(task);
    this.#current = {
      call: { verb: "load", request: this.#lastGood },
      retried: true,
      superseded: false,
      resolve: () => undefined,
      reject: (error) => {
        this.#queue = this.#queue.filter((waiting) => waiting !== task);
        task.reject(new EngineFault(error.message));
      },
    };
  }

  #start(): void {
    this.#generation += 1;
    const generation = this.#generation;
    const current = () => generation === this.#generation;
    const events = {
      message: (message: FromHost) => {
        if (current()) this.#receive(message);
      },
      failed: (reason: string) => {
        if (current()) this.#broken(reason);
      },
    };
    this.#ready = false;
    try {
      this.#port = this.#spawn(events);
    } catch (error) {
      // Reported later, as if the host had died, so that there is one way out for every failure.
      queueMicrotask(() => events.failed(String(error)));
    }
  }

  #useFallback(): void {
    if (!this.#fallback) return;
    this.#spawn = this.#fallback;
    this.#fallback = undefined;
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#generation += 1;
    this.#port?.end();
    this.#port = null;
  }

  #watch(): void {
    clearTimeout(this.#timer);
    const limit = this.#ready ? this.#watchdogMs : this.#startMs;
    const call = this.#current?.call;
    const about = call?.verb === "load" ? call.request : this.#lastGood;
    const longer = about ? longerMs(about) : 0;
    const silent = () => this.#broken(`the engine gave no answer for ${(limit + longer) / 1000} s`);
    this.#timer = setTimeout(silent, limit + longer);
  }

  #receive(message: FromHost): void {
    if (message.type === "ready") {
      this.#ready = true;
      if (this.#current) this.#watch();
      return;
    }
    if (message.id !== this.#id || !this.#current) return;
    switch (message.type) {
      case "beat":
        this.#watch();
        break;
      case "answer":
        this.#settle((task) => task.resolve(message.answer));
        break;
      case "refusal":
        this.#settle((task) => task.reject(new EngineRefusal(message.problem)));
        break;
      case "fault":
        this.#broken(message.message);
        break;
    }
  }

  #settle(finish: (task: Task) => void): void {
    clearTimeout(this.#timer);
    const task = this.#current;
    this.#current = null;
    if (task) finish(task);
    this.#next();
  }

  /** Ends the host; the current call gets one more try on a fresh one. */
  #broken(reason: string): void {
    if (!this.#ready) this.#useFallback();
    this.#stop();
    const task = this.#current;
    if (!task) return;
    if (task.retried || task.superseded) {
      this.#settle(() => task.reject(new EngineFault(reason)));
      return;
    }
    task.retried = true;
    this.#run();
  }
}
