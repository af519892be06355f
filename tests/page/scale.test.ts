import { expect, test } from "vitest";
import { centsPerSquare, squareName, squares, squaresPath } from "../../www/src/scale.ts";

test("the dearest price fits on the grid", () => {
  expect(centsPerSquare(["0.009", "0.3"])).toBe(1);
  expect(centsPerSquare(["0.34"])).toBe(2);
  expect(centsPerSquare(["0.01"])).toBe(0.05);
  expect(centsPerSquare([])).toBe(0.01);
  expect(centsPerSquare([null, undefined, "nonsense"])).toBe(0.01);
});

test("a price is never drawn as nothing, and nothing is never drawn as a price", () => {
  expect(squares("0.3", 1)).toBe(30);
  expect(squares("0.025", 1)).toBe(2.5);
  expect(squares("0.0000001", 1)).toBe(0.25);
  expect(squares("0", 1)).toBe(0);
  expect(squares(null, 1)).toBe(0);
  expect(squares("1000000", 1)).toBe(33);
});

test("squares fill columns from the bottom", () => {
  expect(squaresPath(2, 2, 8, 1)).toBe("M0 8h7v7h-7zM0 0h7v7h-7z");
  expect(squaresPath(0, 3, 8, 1)).toBe("");
  expect(squaresPath(0.25, 1, 8, 0)).toBe("M0 4h4v4h-4z");
});

test("the legend", () => {
  expect(squareName(1)).toBe("1 ¢");
  expect(squareName(0.05)).toBe("0.05 ¢");
  expect(squareName(100)).toBe("$1.00");
});
