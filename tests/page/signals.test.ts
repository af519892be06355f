import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { describe, expect, test, vi } from "vitest";
import { batch, computed, effect, signal } from "../../www/src/signals.ts";

describe("an effect", () => {
  test("runs at once, again for what it read, and no more once it is ended", () => {
    const [one, other] = [signal(1), signal(10)];
    const seen: number[] = [];
    const end = effect(() => {
      seen.push(one.value);
    });
    one.value = 2;
    one.value = 2;
    other.value = 11;
    expect(seen).toEqual([1, 2]);
    end();
    one.value = 3;
    expect(seen).toEqual([1, 2]);
  });

  test("follows what it reads now, not what it read before", () => {
    const [which, left, right] = [signal(true), signal("l"), signal("r")];
    const seen: string[] = [];
    effect(() => {
      seen.push(which.value ? left.value : right.value);
    });
    which.value = false;
    left.value = "l2";
    expect(seen).toEqual(["l", "r"]);
    right.value = "r2";
    expect(seen).toEqual(["l", "r", "r2"]);
  });

  test("does not follow what it only looked at", () => {
    const held = signal(1);
    const run = vi.fn(() => {
      held.peek();
    });
    effect(run);
    held.value = 2;
    expect(run).toHaveBeenCalledTimes(1);
  });

  test("may change signals itself; those who read them see the last value", () => {
    const [from, to] = [signal(1), signal(0)];
    const seen: number[] = [];
    effect(() => {
      to.value = from.value * 2;
    });
    effect(() => {
      seen.push(to.value);
    });
    from.value = 4;
    expect(seen).toEqual([2, 8]);
  });
});

describe("a batch", () => {
  test("is seen as one change, also where it fails on the way", () => {
    const [one, other] = [signal(1), signal(1)];
    const seen: number[] = [];
    effect(() => {
      seen.push(one.value + other.value);
    });
    batch(() => {
      one.value = 2;
      batch(() => {
        other.value = 2;
      });
      expect(seen).toEqual([2]);
    });
    expect(seen).toEqual([2, 4]);
    expect(() =>
      batch(() => {
        one.value = 5;
        throw new Error("on the way");
      }),
    ).toThrow("on the way");
    expect(seen).toEqual([2, 4, 7]);
  });

  test("that ends where it began runs nothing", () => {
    const [one, run] = [signal(1), vi.fn()];
    const twice = computed(() => one.value * 2);
    effect(() => run(twice.value));
    batch(() => {
      one.value = 2;
      one.value = 1;
    });
    expect(run).toHaveBeenCalledTimes(1);
  });
});

describe("a computed signal", () => {
  test("is made when it is read, once for each change, listened to or not", () => {
    const held = signal(2);
    const make = vi.fn(() => held.value * 2);
    const twice = computed(make);
    expect(make).not.toHaveBeenCalled();
    expect([twice.value, twice.value, twice.peek()]).toEqual([4, 4, 4]);
    expect(make).toHaveBeenCalledTimes(1);
    held.value = 3;
    expect(twice.value).toBe(6);
    const end = effect(() => {
      twice.value;
    });
    held.value = 4;
    expect(make).toHaveBeenCalledTimes(3);
    end();
    held.value = 5;
    expect(make).toHaveBeenCalledTimes(3);
    expect(twice.value).toBe(10);
  });

  test("passes on a change of its own value only, through several of them", () => {
    const held = signal(1);
    const odd = computed(() => held.value % 2 === 1);
    const word = computed(() => (odd.value ? "odd" : "even"));
    const seen: string[] = [];
    effect(() => {
      seen.push(word.value);
    });
    held.value = 3;
    held.value = 4;
    held.value = 6;
    expect(seen).toEqual(["odd", "even"]);
  });

  test("is up to date in whoever reads it together with what it is made of", () => {
    const held = signal(1);
    const twice = computed(() => held.value * 2);
    const seen: string[] = [];
    effect(() => {
      seen.push(`${held.value} ${twice.value}`);
    });
    held.value = 2;
    expect(seen).toEqual(["1 2", "2 4"]);
  });

  test("that fails is tried again once something has changed", () => {
    const held = signal(0);
    const part = computed(() => {
      if (held.value === 0) throw new Error("nothing to divide by");
      return 1 / held.value;
    });
    expect(() => part.value).toThrow("nothing to divide by");
    held.value = 2;
    expect(part.value).toBe(0.5);
  });
});

test("a component is drawn into text with the values of the moment", () => {
  const held = signal("before");
  const Shown = () => held.value;
  expect(renderToString(h(Shown, null))).toBe("before");
  held.value = "after";
  expect(renderToString(h(Shown, null))).toBe("after");
});
