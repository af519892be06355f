//! Bytes as the JSON of a routing policy: a refusal, or a route that keeps to it. A tighter policy never lowers the
//! price, shares add up to one, and only who is allowed serves.

#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use perpixel::api::request::{PolicyRequest, RouteRequest, take};
use perpixel::value::Value;
use perpixel_fuzz::{catalog, mutate};
use std::sync::LazyLock;

static CATALOG: LazyLock<perpixel::api::Loaded> = LazyLock::new(|| {
    let card = include_bytes!("../seeds/rate_card/tiers.json");
    catalog::loaded(card, Some("rate-card")).expect("a card")
});

fn routed(policy: Value) -> Option<perpixel::api::answer::Route> {
    let request = vec![("model".to_owned(), Value::Text("m".to_owned())), ("policy".to_owned(), policy)];
    let request: RouteRequest = take(Value::Object(request)).ok()?;
    CATALOG.route(&request).ok()
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else { return };
    let Ok(policy) = take::<PolicyRequest>(value.clone()) else { return };
    let Some(route) = routed(value.clone()) else { return };
    if let Some(provider) = &route.provider {
        assert!(policy.only.as_ref().is_none_or(|only| only.contains(provider)), "{route:?}");
        assert!(policy.ignore.as_ref().is_none_or(|ignored| !ignored.contains(provider)), "{route:?}");
        let upstream = route.upstream.expect("who serves has a price");
        assert!(policy.max_price.is_none_or(|most| upstream <= most), "{route:?}");
        assert!(!upstream.is_negative());
        if let Some(billed) = route.billed {
            let fee = catalog::exact(upstream) * catalog::exact(route.fee_rate.expect("a fee"));
            assert_eq!(catalog::exact(billed), catalog::exact(upstream) + fee, "{route:?}");
        }
        // Without who serves now it costs no less, where every tier may serve and none is out.
        let mut fields = if let Value::Object(fields) = value { fields } else { Vec::new() };
        let tiers = policy.tiers.as_ref().is_some_and(|tiers| tiers.len() > 1);
        if !tiers && policy.outages.is_none() && policy.tiers.is_some() {
            let mut ignored = policy.ignore.clone().unwrap_or_default();
            ignored.push(provider.clone());
            fields.retain(|(key, _)| key != "ignore");
            let list = ignored.into_iter().map(Value::Text).collect();
            fields.push(("ignore".to_owned(), Value::List(list)));
            if let Some(tighter) = routed(Value::Object(fields)).and_then(|route| route.upstream) {
                assert!(tighter >= upstream, "{route:?}");
            }
        }
    } else {
        assert!(route.upstream.is_none() && route.billed.is_none() && route.reason.is_some(), "{route:?}");
    }
    if let Some(shares) = &route.shares {
        let sum: num_rational::BigRational = shares.iter().map(|share| catalog::exact(share.share)).sum();
        let off = (sum - catalog::exact(1)) * catalog::exact(1_000_000_000_i64);
        assert!(shares.is_empty() || off.abs_le_one(), "{shares:?}");
    }
});

trait Small {
    fn abs_le_one(&self) -> bool;
}

impl Small for num_rational::BigRational {
    fn abs_le_one(&self) -> bool {
        num_traits::Signed::abs(self) <= catalog::exact(1)
    }
}

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate::json(data, size, max_size, seed)
});
