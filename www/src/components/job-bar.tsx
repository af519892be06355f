// The job that every row is priced for: mode, size, quality, input images, batch, and seconds of video. A change
// is one step for the Back button; what cannot be read stays beside its field and changes nothing.

import type { Mode, Resolution } from "perpixel";
import { useState } from "preact/hooks";
import { switchMode } from "../address.ts";
import {
  isVideo,
  type JobChoice,
  MODE_NAMES,
  MODES,
  QUALITIES,
  RESOLUTIONS,
  SIZES,
  type Size,
  STANDARD_SIZE,
} from "../job.ts";
import { t } from "../language.ts";
import { OnAct } from "../on-act.tsx";
import { type Step, usePage } from "../state.ts";
import { Choice } from "./choice.tsx";
import { CreditFields } from "./credit-fields.tsx";

const FREE = "free";
const STANDARD = "";

function modeOptions() {
  const modes = MODES.map((mode) => ({ value: mode, name: t(MODE_NAMES[mode]) }));
  return [{ value: "", name: t("Any image job") }, ...modes];
}

/** The vendors' own words. */
function qualityOptions() {
  return [
    { value: "", name: t("Standard") },
    ...QUALITIES.map((quality) => ({ value: quality, name: quality })),
  ];
}

const INPUTS = [0, 1, 2, 3, 4, 6, 8, 10, 14];
const SECONDS = [3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 60];

/** The usual numbers, and the current one where a link brought another. */
function numberOptions(usual: readonly number[], current: number | null) {
  const all = current === null || usual.includes(current) ? usual : [...usual, current].sort((a, b) => a - b);
  return [
    { value: "", name: t("Standard") },
    ...all.map((one) => ({ value: String(one), name: String(one) })),
  ];
}

function sizeOptions(video: boolean) {
  const presets = (video ? [] : SIZES).map(([width, height, name]) => ({
    value: `${width}×${height}`,
    name: `${width}×${height} ${t(name)}`,
  }));
  const tiers = RESOLUTIONS.filter((tier) => tier.endsWith("p") === video).map((tier) => ({
    value: tier,
    name: t("{tier} tier", { tier }),
  }));
  const standard = { value: STANDARD, name: video ? t("Standard") : t("1024×1024 standard") };
  return [standard, ...presets, ...tiers, { value: FREE, name: t("Other size") }];
}

function sizeValue(size: Size): string {
  if (size.kind === "standard") return STANDARD;
  return size.kind === "tier" ? size.resolution : `${size.width}×${size.height}`;
}

function sizeOf(value: string): Size {
  if (value === STANDARD) return STANDARD_SIZE;
  const preset = SIZES.find(([width, height]) => value === `${width}×${height}`);
  if (preset) return { kind: "pixels", width: preset[0], height: preset[1] };
  return { kind: "tier", resolution: value as Resolution };
}

/** `legend` says what the job is for, where it is not the rows of the table. */
export function JobBar({ legend = t("Price every row for") }: { legend?: string }) {
  const { store, act } = usePage();
  const { job } = store.address.value;
  const [free, setFree] = useState(false);
  const video = isVideo(job.mode);
  const change = (part: Partial<JobChoice>, step?: Step) =>
    act.go({ job: { ...store.address.value.job, ...part } }, step);

  const options = sizeOptions(video);
  const named = sizeValue(job.size);
  const isFree = job.size.kind === "pixels" && (free || !options.some(({ value }) => value === named));
  const pick = (value: string) => {
    setFree(value === FREE);
    if (value !== FREE) change({ size: sizeOf(value) });
    else if (job.size.kind !== "pixels") {
      change({ size: { kind: "pixels", width: video ? 1280 : 1024, height: video ? 720 : 1024 } });
    }
  };
  return (
    <fieldset class="job-bar" disabled={!store.live.value}>
      <legend>{legend}</legend>
      <Choice
        label={t("Job")}
        name="mode"
        value={job.mode ?? ""}
        options={modeOptions()}
        change={(value) => act.go(switchMode(store.address.value, value === "" ? null : (value as Mode)))}
      />
      <Choice label={t("Size")} name="size" value={isFree ? FREE : named} options={options} change={pick} />
      {isFree && job.size.kind === "pixels" && (
        <OnAct part="FreeSize" with={{ size: job.size, change: (size) => change({ size }, "replace") }} />
      )}
      <Choice
        label={t("Quality")}
        name="quality"
        value={job.quality ?? ""}
        options={qualityOptions()}
        change={(value) => change({ quality: value === "" ? null : value })}
      />
      <Choice
        label={t("Input images")}
        name="inputs"
        value={job.inputs === null ? "" : String(job.inputs)}
        options={numberOptions(INPUTS, job.inputs)}
        change={(value) => change({ inputs: value === "" ? null : Number(value) })}
      />
      {video && (
        <Choice
          label={t("Seconds")}
          name="seconds"
          value={job.seconds === null ? "" : String(job.seconds)}
          options={numberOptions(SECONDS, job.seconds)}
          change={(value) => change({ seconds: value === "" ? null : Number(value) })}
        />
      )}
      <label class="check">
        <input
          type="checkbox"
          name="batch"
          checked={job.batch}
          onChange={(event) => change({ batch: event.currentTarget.checked })}
        />
        {t("Batch price")}
      </label>
      <CreditFields />
    </fieldset>
  );
}
