//! Routing among offers with given prices.

mod serving;

use super::*;
use crate::catalog::{Model, Terms};
use crate::date::Date;
use crate::job::Job;
use crate::price::price_on;
use crate::rate::{Amount, Charge, Price, Rate};
use crate::unit::Unit;
use proptest::prelude::*;

fn offer(provider: &str, price: Option<&str>) -> Offer {
    let terms = match price {
        Some(text) => {
            let usd = Price::Usd(Amount::exact(Usd::parse(text).unwrap()));
            Terms::Native(Rate::single(Charge::flat(Unit::Image, usd)))
        }
        None => Terms::Unpriced("no price listed".into()),
    };
    Offer::new(provider, terms)
}

fn routed(offers: &[(&str, Option<&str>)], policy: &Policy) -> Routed {
    let offers: Vec<_> = offers.iter().map(|(provider, price)| offer(provider, *price)).collect();
    let day = Date::parse("2026-06-01").unwrap();
    let priced: Vec<_> =
        offers.iter().map(|offer| price_on(&Model::default(), offer, &Job::default(), day, None)).collect();
    let candidates = offers.iter().zip(&priced);
    let candidates: Vec<_> = candidates
        .map(|(offer, priced)| Candidate { model: "", offer, priced, elo: None, barred: None })
        .collect();
    let routed = route(&candidates, policy);
    let prices = candidates.iter().map(|one| (&*one.offer.provider, one.priced.price));
    assert_eq!((chosen(&candidates, policy), chosen_of(prices, policy)), (routed.chosen, routed.chosen));
    routed
}

fn why(routed: &Routed, place: usize) -> (&'static str, Option<String>) {
    let refusal = routed.refused.iter().find(|refusal| refusal.place == place).unwrap();
    (refusal.why.code.as_str(), refusal.costs_more.map(|usd| usd.to_string()))
}

#[test]
fn a_later_tier_serves_only_where_no_earlier_one_has_a_price() {
    let policy = Policy::built_in().unwrap();
    let offers = [("byteplus", Some("0.035")), ("fal", Some("0.03")), ("replicate", Some("0.027"))];
    let outcome = routed(&offers, &policy);
    assert_eq!((outcome.chosen, &outcome.fallbacks[..]), (Some(1), &[2][..]));
    assert_eq!(why(&outcome, 0), ("not_routable", None));
    assert_eq!(why(&outcome, 2), ("later_tier", Some("0.003".into())));

    let offers = [("fal", None), ("replicate", Some("0.066"))];
    assert_eq!(routed(&offers, &policy).chosen, Some(1));
    let strict = Policy { next_tier: false, ..policy };
    let offers = [("fal", Some("0.03")), ("replicate", Some("0.027"))];
    assert_eq!(routed(&offers, &strict).fallbacks, [0; 0]);
}

#[test]
fn a_tie_goes_to_the_first_listed() {
    let outcome = routed(&[("fal", Some("0.04")), ("vercel", Some("0.04"))], &Policy::built_in().unwrap());
    assert_eq!(outcome.chosen, Some(0));
    assert_eq!(why(&outcome, 1), ("listed_later", None));
}

#[test]
fn exclusions_name_their_cost() {
    let offers = [("fal", Some("0.03")), ("vercel", Some("0.05")), ("openrouter", Some("0.02"))];
    let policy = Policy {
        ignore: vec!["openrouter".into()],
        only: Some(vec!["vercel".into(), "openrouter".into()]),
        ..Policy::built_in().unwrap()
    };
    let outcome = routed(&offers, &policy);
    assert_eq!(outcome.chosen, Some(1));
    assert_eq!(why(&outcome, 0), ("not_allowed", Some("0.02".into())));
    assert_eq!(why(&outcome, 2), ("ignored", Some("0.03".into())));
    let capped = Policy { max_price: Usd::parse("0.025").ok(), ..Policy::built_in().unwrap() };
    let outcome = routed(&offers, &capped);
    assert_eq!(outcome.chosen, Some(2));
    assert_eq!(why(&outcome, 0), ("over_limit", None));
}

#[test]
fn nobody_to_serve_leaves_every_reason() {
    let outcome = routed(&[("openai", Some("0.2")), ("fal", None)], &Policy::built_in().unwrap());
    assert_eq!(outcome.chosen, None);
    assert_eq!(why(&outcome, 0), ("not_routable", None));
    assert_eq!(why(&outcome, 1), ("no_price", None));
}

#[test]
fn the_fee_is_upstream_times_rate() {
    let rate = Quantity::parse("0.02").unwrap();
    let billed = bill(Usd::parse("0.05").unwrap(), rate).unwrap();
    assert_eq!((billed.fee.to_string(), billed.total.to_string()), ("0.001".into(), "0.051".into()));
}

proptest! {
    #[test]
    fn tightening_a_policy_never_lowers_the_price(prices in proptest::collection::vec(1..1000_u32, 3), drop in 0..3_usize) {
        let names = ["vercel", "fal", "openrouter"];
        let texts: Vec<_> = prices.iter().map(|cents| format!("0.{cents:04}")).collect();
        let offers: Vec<_> = names.iter().zip(&texts).map(|(name, price)| (*name, Some(price.as_str()))).collect();
        let open = Policy::built_in().unwrap();
        let tight = Policy { ignore: vec![names[drop].into()], ..open.clone() };
        let price = |policy: &Policy| routed(&offers, policy).chosen.map(|place| prices[place]).unwrap();
        prop_assert!(price(&open) <= price(&tight));
        prop_assert_eq!(price(&open), *prices.iter().min().unwrap());
    }
}
