//! The catalogs that ship with the page, in the order in which its list names them.

/// Name and text of each.
pub(crate) const FILES: &[(&str, &str)] = &[
    ("infr.json", include_str!("../../www/catalogs/infr.json")),
    ("first-party.json", include_str!("../../www/catalogs/first-party.json")),
    ("image-api-guide.json", include_str!("../../www/catalogs/image-api-guide.json")),
    ("billing-units.json", include_str!("../../www/catalogs/billing-units.json")),
    ("credits-page.json", include_str!("../../www/catalogs/credits-page.json")),
    ("kie.json", include_str!("../../www/catalogs/kie.json")),
    ("aliases.json", include_str!("../../www/catalogs/aliases.json")),
];
