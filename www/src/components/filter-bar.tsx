// Which rows are shown: text and weights here, the mode by the job. What is in force stands as chips that can be
// taken away one by one, and the number of rows is announced.

import { type Address, switchMode } from "../address.ts";
import { count, plural } from "../format.ts";
import {
  BILLING_NAMES,
  BILLINGS,
  type BillingChoice,
  isVideo,
  MODE_NAMES,
  modesOf,
  TIER_NAMES,
  TIERS,
  type TierChoice,
  WEIGHTS,
  WEIGHTS_NAMES,
  type Weights,
} from "../job.ts";
import { visible } from "../names.ts";
import { usePage } from "../state.ts";
import { Choice } from "./choice.tsx";
import { TextField } from "./text-field.tsx";

interface Chip {
  key: string;
  text: string;
  without: Partial<Address>;
}

const WEIGHTS_OPTIONS = WEIGHTS.map((weights) => ({ value: weights, name: WEIGHTS_NAMES[weights] }));
const TIER_OPTIONS = TIERS.map((tier) => ({ value: tier, name: TIER_NAMES[tier] }));
const BILLING_OPTIONS = BILLINGS.map((billing) => ({ value: billing, name: billingName(billing) }));

function billingName(billing: BillingChoice): string {
  return billing === "any" ? "Any billing" : `Billed ${BILLING_NAMES[billing]}`;
}

function chipsOf(address: Address): Chip[] {
  const chips: Chip[] = [];
  const { mode } = address.job;
  if (mode) {
    chips.push({ key: "mode", text: MODE_NAMES[mode], without: switchMode(address, null) });
  }
  if (address.weights !== "any") {
    chips.push({ key: "weights", text: WEIGHTS_NAMES[address.weights], without: { weights: "any" } });
  }
  if (address.tier !== "any") {
    chips.push({ key: "tier", text: TIER_NAMES[address.tier], without: { tier: "any" } });
  }
  if (address.billing !== "any") {
    chips.push({ key: "billing", text: billingName(address.billing), without: { billing: "any" } });
  }
  if (address.text.trim() !== "") {
    chips.push({ key: "text", text: `“${visible(address.text.trim(), 40)}”`, without: { text: "" } });
  }
  return chips;
}

export function FilterBar() {
  const { store, act } = usePage();
  const address = store.address.value;
  const view = store.view.value;
  const modes = modesOf(view?.job.mode);
  const all = (store.loaded.value?.models ?? []).filter(
    (model) => !model.retired && model.modes.some((mode) => modes.includes(mode)),
  );
  const kind = isVideo(view?.job.mode) ? "video model" : "image model";
  const chips = chipsOf(address);
  return (
    <div class="filter-bar">
      <fieldset disabled={!store.live.value}>
        <legend class="hidden">Filter the rows</legend>
        <TextField
          label="Find"
          name="text"
          shown={address.text}
          read={(text) => ({ ok: true, value: text.slice(0, 200) })}
          change={(text) => act.go({ text }, "replace")}
          width={22}
        />
        <Choice
          label="Weights"
          name="weights"
          value={address.weights}
          options={WEIGHTS_OPTIONS}
          change={(value) => act.go({ weights: value as Weights })}
        />
        <Choice
          label="Price tier"
          name="tier"
          value={address.tier}
          options={TIER_OPTIONS}
          change={(value) => act.go({ tier: value as TierChoice })}
        />
        <Choice
          label="Billing"
          name="billing"
          value={address.billing}
          options={BILLING_OPTIONS}
          change={(value) => act.go({ billing: value as BillingChoice })}
        />
      </fieldset>
      <p class="result-count" role="status">
        {view ? `${count(view.total)} of ${plural(all.length, kind)}` : "No models"}
      </p>
      {chips.length > 0 && (
        <ul class="chips" aria-label="Filters in force">
          {chips.map((chip) => (
            <li key={chip.key}>
              <button type="button" onClick={() => act.go(chip.without)}>
                {chip.text}
                <span aria-hidden="true"> ×</span>
                <span class="hidden">, remove this filter</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** In the place of the rows when none is left. */
export function NothingFound() {
  const { store, act } = usePage();
  const chips = chipsOf(store.address.value);
  return (
    <div class="nothing">
      <p>
        <strong>No model is left.</strong>{" "}
        {chips.length > 1
          ? "These filters exclude every model together:"
          : "This filter excludes every model:"}
      </p>
      <ul class="chips">
        {chips.map((chip) => (
          <li key={chip.key}>
            <button type="button" onClick={() => act.go(chip.without)}>
              Without {chip.text}
            </button>
          </li>
        ))}
        {chips.length > 1 && (
          <li>
            <button
              type="button"
              onClick={() => act.go(Object.assign({}, ...chips.map(({ without }) => without)))}
            >
              Without any filter
            </button>
          </li>
        )}
      </ul>
    </div>
  );
}
