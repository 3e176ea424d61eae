//! "Is it one of these?": what was published close to the place of a report that is being written.

use super::all;
use crate::{
    complaints::draft,
    context::Context,
    error::Result,
    pack::{Loaded, METRES_PER_DEGREE},
};
use durbar_api::{
    Place,
    complaints::{FindSimilar, PublishedSummary, UNKNOWN_CATEGORY},
};
use std::collections::BTreeSet;

/// Metres within which another complaint may be about the same thing.
const NEAR: f64 = 400.0;

/// The wards in which something may lie that is close to a place: its own, and those that are near.
pub(in crate::complaints) fn wards_around(
    pack: Option<&Loaded>,
    place: &Place,
) -> BTreeSet<String> {
    let mut wards: BTreeSet<_> = place.ward.iter().cloned().collect();
    if let (Some(pack), Some(position)) = (pack, &place.position) {
        let near = pack.wards_around(position.latitude, position.longitude, NEAR);
        wards.extend(near.map(str::to_owned));
    }
    wards
}

/// Open published complaints of a draft's category near its place.
pub(in crate::complaints) fn find(
    context: &Context<'_>,
    call: &FindSimilar,
) -> Result<Vec<PublishedSummary>> {
    let answers = draft::kept(context.connection, &call.draft)?.answers;
    let Some(category) = answers.category.filter(|known| known != UNKNOWN_CATEGORY) else {
        return Ok(Vec::new());
    };
    let open = "closed = 0 AND category = :category AND NOT EXISTS (SELECT 1 FROM complaints
        WHERE complaints.lane = published.case_lane AND complaints.mine = 1)";
    let Some(position) = answers.place.position else {
        let Some(ward) = answers.place.ward else {
            return Ok(Vec::new());
        };
        let condition = format!("{open} AND ward = :ward ORDER BY changed_at DESC LIMIT 5");
        return all(
            context,
            &condition,
            &[(":category", &category), (":ward", &ward)],
        );
    };
    let shrink = position.latitude.to_radians().cos().abs().max(0.01);
    let reach = NEAR / METRES_PER_DEGREE;
    let condition = format!(
        "{open} AND abs(latitude - :latitude) < :reach
             AND abs(longitude - :longitude) * :shrink < :reach LIMIT 200"
    );
    let mut near = all(
        context,
        &condition,
        &[
            (":category", &category),
            (":latitude", &position.latitude),
            (":longitude", &position.longitude),
            (":reach", &reach),
            (":shrink", &shrink),
        ],
    )?;
    for one in &mut near {
        one.distance = one.position.map(|(latitude, longitude)| {
            let north = (latitude - position.latitude) * METRES_PER_DEGREE;
            let east = (longitude - position.longitude) * METRES_PER_DEGREE * shrink;
            // At most a few hundred metres: fits any integer.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let metres = north.hypot(east).round() as u32;
            metres
        });
    }
    near.sort_by_key(|one| one.distance);
    near.truncate(5);
    Ok(near)
}
