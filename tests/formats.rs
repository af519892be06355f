//! Foreign catalog formats against the rows that their sources publish: every row ends as an offer with a
//! price, or as one without and a finding that says why; none is dropped, and none costs 0.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::expect_used,
    clippy::indexing_slicing
)]
#![allow(clippy::panic, clippy::string_slice, clippy::unwrap_used)]

use perpixel::api::request::take;
use perpixel::api::{Loaded, Part, load};
use perpixel::value::FromValue;
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn request<T: FromValue>(value: Value) -> T {
    take(serde_json::from_value(value).unwrap()).unwrap()
}

fn loaded(text: &str) -> Loaded {
    let part = Part { name: Some("source"), bytes: text.as_bytes(), format: None };
    load(&[part], &request(json!({ "maxFindings": 10_000 })), "2026-06-01").unwrap()
}

/// A key as one step of a JSON Pointer.
fn step(key: &str) -> String {
    format!("/{}", key.replace('~', "~0").replace('/', "~1"))
}

const LITELLM: &str = include_str!("formats/litellm/rows.json");

/// The job that a row of LiteLLM's map is for, by its key.
fn job_of(key: &str, row: &Value) -> Value {
    let mut job = if row["mode"] == "video_generation" { json!({ "seconds": 5 }) } else { json!({}) };
    let segments: Vec<_> = key.split('/').collect();
    for (at, segment) in segments.iter().enumerate() {
        let edges: Vec<_> = segment.split("-x-").collect();
        let numbers: Vec<_> = edges.iter().filter_map(|edge| edge.parse::<u32>().ok()).collect();
        if let ([width, height], true) = (&numbers[..], edges.len() == 2) {
            job["width"] = json!(width);
            job["height"] = json!(height);
            let before = at.checked_sub(1).map(|at| segments[at]);
            if let Some(quality) = before.filter(|word| *word != row["litellm_provider"]) {
                job["quality"] = json!(quality);
            }
        }
        match *segment {
            "max-x-max" => (job["width"], job["height"]) = (json!(1024), json!(1024)),
            "50-steps" => job["steps"] = json!(50),
            "max-steps" => job["steps"] = json!(51),
            _ => {}
        }
    }
    job
}

#[test]
fn every_row_of_litellm_is_priced_or_told() {
    let rows: Value = serde_json::from_str(LITELLM).unwrap();
    let catalog = loaded(LITELLM);
    let findings: BTreeMap<_, _> =
        catalog.findings().iter().map(|finding| (finding.path.as_str(), finding.code)).collect();
    let (mut priced, mut told, mut rates) = (0, 0, 0);
    for (key, row) in rows.as_object().unwrap() {
        let mode = row["mode"].as_str().unwrap();
        if !["image_generation", "image_edit", "video_generation"].contains(&mode) {
            continue;
        }
        let path = step(key);
        let table = catalog.compare(Some(&request(job_of(key, row))), None, None).unwrap();
        let mut own = table.rows.iter().flat_map(|row| &row.offers).filter(|offer| offer.path == path);
        let offer = own.next().unwrap_or_else(|| panic!("`{key}` became no offer"));
        assert!(own.next().is_none(), "`{key}` became two offers");
        assert_eq!(offer.provider, row["litellm_provider"], "{key}");
        match offer.price {
            Some(usd) => {
                assert!(!usd.is_zero() && !usd.is_negative(), "{key} costs {usd}");
                priced += 1;
            }
            None if row["deprecation_date"].as_str().is_some_and(|date| date < "2026-06-01") => told += 1,
            None => {
                assert!(findings.contains_key(path.as_str()), "{key}: {:?}, and no finding", offer.reason);
                rates += usize::from(offer.native.contains("token"));
                told += 1;
            }
        }
    }
    assert_eq!((priced + told, priced), (543, 496), "{rates} are rates per token");
}

/// What one offer costs for a job: its price, or the code of the reason why there is none.
fn cost(catalog: &Loaded, model: &str, variant: Option<&str>, job: &Value) -> String {
    let query = request(json!({ "models": [model] }));
    let table = catalog.compare(Some(&request(job.clone())), Some(&query), None).unwrap();
    let mut offers = table.rows.iter().flat_map(|row| &row.offers);
    let offer = offers.find(|offer| variant.is_none() || offer.variant.as_deref() == variant);
    let offer = offer.unwrap_or_else(|| panic!("no offer of {model} {variant:?}"));
    offer.price.map_or_else(|| offer.code.unwrap().to_string(), |usd| usd.to_string())
}

struct Sample {
    catalog: Loaded,
    format: &'static str,
}

fn sample(format: &'static str, name: &str, text: &str) -> Sample {
    let part = Part { name: Some(name), bytes: text.as_bytes(), format: None };
    let catalog = load(&[part], &request(json!({})), "2026-06-01").unwrap();
    assert_eq!(catalog.info().sources[0].format, format, "{name} is told by its content");
    Sample { catalog, format }
}

impl Sample {
    #[track_caller]
    fn check(&self, model: &str, variant: Option<&str>, job: Value, expected: &str) {
        let own = cost(&self.catalog, model, variant, &job);
        assert_eq!(own, expected, "{}: {model} {variant:?} for {job}", self.format);
    }

    /// Every offer without a price has a finding at its row or below it.
    fn tells_all(&self) {
        let paths: Vec<_> = self.catalog.findings().iter().map(|finding| finding.path.clone()).collect();
        for row in self.catalog.compare(None, None, None).unwrap().rows {
            for offer in
                row.offers.iter().filter(|offer| offer.code.is_some_and(|code| code.as_str() == "no_price"))
            {
                let told = paths.iter().any(|path| path.starts_with(&offer.path));
                assert!(told, "{}: {} at {}", self.format, offer.model, offer.path);
            }
        }
    }
}

#[test]
fn openrouter_is_read() {
    let text = include_str!("formats/openrouter/image-endpoints.json");
    let images = sample("openrouter", "endpoints.json", text);
    let id = "bytedance-seed/seedream-4.5";
    images.check(id, Some("Seed"), json!({}), "0.04");
    // 1 MP is 1,000,000 pixels there, and nothing is rounded: 0.025 × 1.048576.
    images.check(id, Some("Together"), json!({}), "0.0262144");
    images.check(id, Some("Unknown"), json!({}), "no_price");
    images.check(id, Some("Tiers"), json!({}), "0.134");
    // Of two overrides for 4K the later one wins, and both go before the variant.
    images.check(id, Some("Tiers"), json!({ "resolution": "4K" }), "0.22");
    images.check(id, Some("Tokens"), json!({}), "rate_only");
    assert!(images.catalog.findings().iter().any(|finding| finding.code.as_str() == "negative_price"));
    assert!(
        images.catalog.findings().iter().any(|finding| finding.path.ends_with("/endpoints/3/overrides/2"))
    );
    images.tells_all();

    let video = sample("openrouter", "videos.json", include_str!("formats/openrouter/video-models.json"));
    let clip = |audio: Value, resolution: &str| json!({ "mode": "t2v", "seconds": 5, "audio": audio, "resolution": resolution });
    video.check("google/veo-3.1", None, clip(json!(true), "720p"), "0.4");
    video.check("google/veo-3.1", None, clip(json!(false), "720p"), "0.2");
    video.check("google/veo-3.1", None, clip(json!(true), "4K"), "0.6");
    // Cents are cents: 17 of them are $0.17.
    video.check("black-forest-labs/flux-3-video", None, clip(Value::Null, "720p"), "0.17");
    video.check("black-forest-labs/flux-3-video", None, clip(Value::Null, "1080p"), "0.29");
    video.check("bytedance/seedance", None, clip(Value::Null, "720p"), "rate_only");
    video.check("odd/video", None, json!({}), "no_price");
    video.tells_all();
}

#[test]
fn the_vercel_gateway_is_read() {
    let vercel = sample("vercel", "models.json", include_str!("formats/vercel/models.json"));
    vercel.check("bfl/flux-2-pro", None, json!({}), "0.03");
    let grok = "xai/grok-imagine-image-2.0";
    vercel.check(grok, None, json!({ "quality": "medium" }), "0.06");
    vercel.check(grok, None, json!({ "quality": "low", "width": 2048, "height": 2048 }), "0.06");
    vercel.check(grok, None, json!({}), "rate_only");
    vercel.check("recraft/recraft-v4", None, json!({}), "0.04");
    vercel.check("recraft/recraft-v4", Some("vector_illustration"), json!({}), "0.08");
    vercel.check("google/gemini-image", None, json!({}), "no_price");
    vercel.check("nobody/empty", None, json!({}), "no_price");
    let clip = |audio: bool| json!({ "mode": "t2v", "seconds": 5, "audio": audio });
    vercel.check("klingai/kling", Some("std"), clip(true), "0.084");
    vercel.check("klingai/kling", Some("std"), clip(false), "0.042");
    vercel.check("klingai/kling", Some("pro"), clip(false), "0.112");
    assert_eq!(vercel.catalog.info().models, 6);
    vercel.tells_all();
}

#[test]
fn models_dev_is_read_for_its_facts() {
    let catalog = sample("models-dev", "api.json", include_str!("formats/models-dev/api.json"));
    // 120 is of image tokens at one provider, 12 of text tokens at the other; neither says so.
    catalog.check("gemini-3-pro-image", None, json!({}), "no_price");
    let models = catalog.catalog.models(None).unwrap();
    assert_eq!((models.len(), models[0].weights.as_deref()), (1, Some("closed")));
    assert_eq!(catalog.catalog.info().offers, 2);
    catalog.tells_all();
}

#[test]
fn portkey_is_read_in_cents() {
    let portkey = sample("portkey", "openai.json", include_str!("formats/portkey/openai.json"));
    portkey.check("dall-e-3", None, json!({ "quality": "standard" }), "0.04");
    portkey.check("dall-e-3", None, json!({ "quality": "hd" }), "0.08");
    portkey.check("dall-e-3", None, json!({ "quality": "standard", "width": 1024, "height": 1792 }), "0.08");
    portkey.check(
        "sora-2",
        None,
        json!({ "mode": "t2v", "seconds": 4, "width": 720, "height": 1280 }),
        "0.1",
    );
    portkey.check("flux-schnell", None, json!({}), "0.0028311552");
    portkey.check("gpt-image-1", None, json!({}), "rate_only");
    portkey.check("euro", None, json!({}), "no_price");
    assert_eq!(portkey.catalog.info().models, 5);
    portkey.tells_all();
}

#[test]
fn fals_pricing_answer_is_read() {
    let fal = sample("fal", "pricing.json", include_str!("formats/fal/pricing.json"));
    fal.check("fal-ai/flux/dev", None, json!({}), "0.025");
    fal.check("fal-ai/flux/dev", None, json!({ "width": 1920, "height": 1080 }), "0.05");
    fal.check("fal-ai/nano-banana", None, json!({}), "0.039");
    fal.check("fal-ai/veo3/image-to-video", None, json!({ "mode": "i2v", "seconds": 8 }), "0.4");
    fal.check("fal-ai/odd", None, json!({}), "no_price");
    fal.check("fal-ai/euro", None, json!({}), "no_price");
    fal.check("fal-ai/gpu", None, json!({}), "rate_only");
    fal.tells_all();
}

/// Oracle: LiteLLM's own calculators, release 1.109.1; see `formats/litellm/README.md`.
#[test]
fn litellms_own_calculators_agree() {
    let catalog = loaded(LITELLM);
    let rows: Value = serde_json::from_str(LITELLM).unwrap();
    let oracle: Vec<(String, Value, String)> =
        serde_json::from_str(include_str!("formats/litellm/oracle.json")).unwrap();
    let (mut agree, mut unknown) = (0, Vec::new());
    for (key, job, theirs) in &oracle {
        let mut job = job.clone();
        for (setting, value) in job_of(key, &rows[key]).as_object().unwrap() {
            if job.get(setting).is_none() {
                job[setting] = value.clone();
            }
        }
        let table = catalog.compare(Some(&request(job.clone())), None, None).unwrap();
        let path = step(key);
        let offer = table.rows.iter().flat_map(|row| &row.offers).find(|offer| offer.path == path).unwrap();
        let theirs = perpixel::money::Usd::parse(theirs).unwrap();
        match offer.total {
            Some(own) => {
                assert!(own.differs_only_by_noise(theirs), "{key} for {job}: {own}, not {theirs}");
                agree += 1;
            }
            None => unknown.push((key.as_str(), offer.code.unwrap().as_str())),
        }
    }
    assert_eq!((agree, agree + unknown.len()), (642, oracle.len()), "{unknown:#?}");
    // Where theirs gives a figure and ours none, ours is right to: these rows do not state it.
    for (key, code) in unknown {
        let why = match code {
            // Theirs answers with another row's price, that of a size or a quality in the same map.
            "rate_only" => key.contains("gpt-image-1"),
            // Beside rows by size and quality, theirs takes the row without them for any size, or one of the others.
            "no_price" => key.contains("gpt-image-2") || key == "xai/grok-imagine-image-2.0",
            // Theirs prices what is shut down by the map's own date.
            "expired" => rows[key]["deprecation_date"].as_str().unwrap() < "2026-06-01",
            _ => false,
        };
        assert!(why, "{key}: {code}");
    }
}
