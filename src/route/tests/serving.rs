//! Who serves and who follows: outages, tiers, providers that several sources state, limits at their last good value.

use super::*;
use crate::job::{JobParts, Mode};

/// Candidates by model, provider, price and arena score.
fn served(offers: &[(&str, &str, &str, Option<u32>)], policy: &Policy) -> Routed {
    let day = Date::parse("2026-06-01").unwrap();
    let made: Vec<_> = offers.iter().map(|(_, provider, price, _)| offer(provider, Some(price))).collect();
    let priced: Vec<_> =
        made.iter().map(|offer| price_on(&Model::default(), offer, &Job::default(), day, None)).collect();
    let candidates: Vec<_> = offers
        .iter()
        .zip(made.iter().zip(&priced))
        .map(|(&(model, .., elo), (offer, priced))| Candidate { model, offer, priced, elo, barred: None })
        .collect();
    route(&candidates, policy)
}

fn tiers(names: &[&[&str]]) -> Policy {
    let tiers = names.iter().map(|tier| tier.iter().map(|&name| name.to_owned()).collect()).collect();
    Policy { tiers, next_tier: true, ..Policy::default() }
}

/// Every refusal as `place code constraint reason`.
fn said(routed: &Routed) -> Vec<String> {
    let one = |refusal: &Refusal| {
        let Refusal { place, why, constraint, costs_more } = refusal;
        let more = costs_more.map_or(String::new(), |usd| format!(" +{usd}"));
        format!("{place} {} {}: {}{more}", why.code, constraint.unwrap_or("-"), why.reason)
    };
    routed.refused.iter().map(one).collect()
}

#[test]
fn an_outage_serves_after_all_others() {
    let policy = Policy { outages: vec!["a".into()], ..tiers(&[&["a", "b"], &["c"]]) };
    let offers = [("m", "a", "0.01", None), ("m", "b", "0.03", None), ("m", "c", "0.02", None)];
    let routed = served(&offers, &policy);
    assert_eq!((routed.chosen, &routed.fallbacks[..], routed.pool), (Some(1), &[2, 0][..], 1));
    assert_eq!(
        said(&routed),
        [
            "0 outage policy.outages: the policy states an outage, so it serves only after the others +0.02",
            "2 later_tier policy.tiers: its tier serves only where no earlier tier has a price +0.01",
        ]
    );
    // Where all are out, the order among them is the usual one.
    let all = Policy { outages: vec!["a".into(), "b".into(), "c".into()], ..policy };
    let routed = served(&offers, &all);
    assert_eq!((routed.chosen, &routed.fallbacks[..], routed.pool), (Some(0), &[1, 2][..], 2));
    assert_eq!(
        said(&routed),
        [
            "1 dearer -: the chosen offer is cheaper",
            "2 later_tier policy.tiers: its tier serves only where no earlier tier has a price",
        ]
    );
}

#[test]
fn a_policy_may_stop_at_its_first_tier() {
    let policy = Policy { next_tier: false, ..tiers(&[&["a", "b"], &["c"]]) };
    let offers = [("m", "a", "0.02", None), ("m", "b", "0.03", None), ("m", "c", "0.01", None)];
    let routed = served(&offers, &policy);
    assert_eq!((routed.chosen, &routed.fallbacks[..], routed.pool), (Some(0), &[1][..], 2));
    assert_eq!(
        said(&routed),
        [
            "1 dearer -: the chosen offer is cheaper",
            "2 later_tier policy.tiers: the policy stops at the first tier that has a price +0.01",
        ]
    );
    let out = Policy { outages: vec!["b".into()], ..policy };
    assert_eq!(served(&offers, &out).fallbacks, [1]);
}

#[test]
fn another_figure_of_a_provider_that_is_tried_already_is_no_way_out() {
    let policy = tiers(&[&["a", "b"]]);
    let offers = [
        ("m", "a", "0.01", None),
        ("m", "a", "0.02", None),
        ("m", "b", "0.03", None),
        ("m", "b", "0.04", None),
        ("n", "a", "0.05", None),
    ];
    let routed = served(&offers, &policy);
    assert_eq!((routed.chosen, &routed.fallbacks[..], routed.pool), (Some(0), &[2, 4][..], 3));
    assert_eq!(routed.refused.len(), 4);
}

#[test]
fn of_equal_prices_the_higher_score_serves() {
    let policy = tiers(&[&["a", "b", "c"]]);
    let offers = [("m", "a", "0.02", None), ("n", "b", "0.02", Some(1200)), ("o", "c", "0.02", Some(1100))];
    let routed = served(&offers, &policy);
    assert_eq!((routed.chosen, &routed.fallbacks[..]), (Some(1), &[2, 0][..]));
    let reason = "the same price, and a lower score or listed later";
    assert_eq!(said(&routed), [format!("0 listed_later -: {reason}"), format!("2 listed_later -: {reason}")]);
}

#[test]
fn weighted_the_dearer_ones_are_tried_first_less_often() {
    let policy = Policy { weighted: true, ..tiers(&[&["a", "b"]]) };
    let routed = served(&[("m", "a", "0.02", None), ("m", "b", "0.01", None)], &policy);
    assert_eq!((routed.chosen, routed.pool), (Some(1), 2));
    let reason = "0 dearer -: the chosen offer is cheaper, so this one is tried first less often";
    assert_eq!(said(&routed), [reason]);
}

#[test]
fn a_limit_of_the_price_holds_up_to_itself() {
    let limited = |most| Policy { max_price: Usd::parse(most).ok(), ..tiers(&[&["a"]]) };
    let offers = [("m", "a", "0.02", None)];
    assert_eq!(served(&offers, &limited("0.02")).chosen, Some(0));
    assert_eq!(served(&offers, &limited("0.021")).chosen, Some(0));
    let refused = served(&offers, &limited("0.0199"));
    assert_eq!(
        (refused.chosen, said(&refused)),
        (
            None,
            vec![
                "0 over_limit policy.maxPrice: its price of $0.02 is over the policy's limit of $0.0199"
                    .into()
            ]
        )
    );
}

#[test]
fn who_may_not_serve_is_told_by_what_says_so() {
    let policy = Policy {
        only: Some(vec!["a".into(), "b".into(), "d".into()]),
        ignore: vec!["b".into()],
        ..tiers(&[&["a", "b", "c"]])
    };
    let offers = ["a", "b", "c", "d"].map(|provider| ("m", provider, "0.02", None));
    let routed = served(&offers, &policy);
    assert_eq!(routed.chosen, Some(0));
    assert_eq!(
        said(&routed),
        [
            "1 ignored policy.ignore: the policy ignores `b`",
            "2 not_allowed policy.only: the policy allows other providers, not `c`",
            "3 not_routable policy.tiers: `d` stands in no tier of the policy",
        ]
    );
}

#[test]
fn what_is_not_made_at_all_is_told_before_who_may_make_it() {
    let day = Date::parse("2026-06-01").unwrap();
    let why = |model: &Model, price: Option<&str>, mode: Option<Mode>| {
        let offer = offer("a", price);
        let job = Job::new(JobParts { mode, ..JobParts::default() }).unwrap();
        let priced = price_on(model, &offer, &job, day, None);
        let barred = Some((Lack::new(Code::NotAllowed, "barred"), "query.providers"));
        let candidate = Candidate { model: "m", offer: &offer, priced: &priced, elo: None, barred };
        let routed = route(&[candidate], &Policy::default());
        (routed.refused[0].why.code.as_str(), routed.refused[0].constraint)
    };
    let open = Model::default();
    let retired = Model { retires: Some(day), ..Model::default() };
    assert_eq!(why(&retired, Some("0.02"), None), ("retired", None));
    assert_eq!(why(&open, Some("0.02"), Some(Mode::TextToVideo)), ("mode_not_offered", None));
    assert_eq!(why(&open, None, None), ("not_allowed", Some("query.providers")));
    assert_eq!(why(&open, Some("0.02"), None), ("not_allowed", Some("query.providers")));
}

#[test]
fn the_shipped_policy_goes_on_to_its_next_tier_and_knows_three_classes() {
    let policy = Policy::built_in().unwrap();
    assert!(policy.next_tier && policy.tiers.len() >= 2);
    assert_eq!((policy.only.as_ref(), policy.max_price, policy.weighted), (None, None, false));
    let (budget, mid) = policy.price_tiers.unwrap();
    let next = |usd: Usd| usd.plus(Usd::parse("1e-12").unwrap()).unwrap();
    assert_eq!(policy.price_tier(Usd::ZERO), Some(PriceTier::Budget));
    assert_eq!(policy.price_tier(budget), Some(PriceTier::Budget));
    assert_eq!(policy.price_tier(next(budget)), Some(PriceTier::Mid));
    assert_eq!(policy.price_tier(mid), Some(PriceTier::Mid));
    assert_eq!(policy.price_tier(next(mid)), Some(PriceTier::Premium));
    assert_eq!(Policy::default().price_tier(mid), None);
}
