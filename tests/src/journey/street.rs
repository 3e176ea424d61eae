//! What a street tells its office: what others told already, a place pointed at, words mended
//! unasked; what comes to its phones because somebody follows it; a phone that several share.

use super::{Host, Screen, Stage, citizen, filing, holds, neighbour};
use crate::{journey::filing::Report, kit::Result};
use serde_json::json;

/// What the office of the sample published about a drain.
pub(super) const TOLD: &str = "Blocked culvert floods the school path at Kojokrom";
/// Where that is.
pub(super) const THERE: [&str; 2] = ["4.9722", "-1.7343"];
/// What the sample published about a road in another ward.
const ELSEWHERE: &str = "Manhole cover missing at Market Circle";
/// A hole in a road; its first sentence names the matter.
pub(super) const HOLE: &str = "The road has broken in beside the pump";
/// Where it is.
const AT_THE_PUMP: [&str; 2] = ["4.9437", "-1.7587"];
/// What is said about it later, without being asked.
pub(super) const DEEPER: &str = " A taxi lost a wheel in it today.";
/// The same hole in somebody else's words.
pub(super) const SAME: &str = "Deep pit in the road at the pump";

impl Stage {
    /// Begins a report on what the office knows already: is shown it before anything is sent, says
    /// "me too", and has no need of the report any more.
    pub(super) async fn citizen_joins_what_is_told_already(&mut self) -> Result<()> {
        settle(&mut self.citizen, &self.hub.origin(), "kojokrom").await?;
        let screen = self.citizen.screen()?;
        screen
            .reads_arrive("[data-test=latest-published]", TOLD)
            .await?;
        screen.press("[data-test=door-report]").await?;
        filing::choose(screen, "drains").await?;
        filing::tell(screen, "The culvert is full again.").await?;
        filing::type_position(screen, THERE).await?;
        screen.press("[data-test=continue]").await?;
        screen.reads("[data-test=similar-card]", TOLD).await?;
        screen.press("[data-test=me-too]").await?;
        screen.reads("#joined", TOLD).await?;
        screen.press("[data-test=joined-discard]").await?;
        screen.see("[data-test=published-case]").await?;
        screen.see("[data-test=support][aria-pressed=true]").await?;
        nothing_of_ones_own(screen).await
    }

    /// Files with a place that the device measures, or says why it cannot, and that is then pointed
    /// at on the map, moved with the keys, and typed.
    pub(super) async fn citizen_points_at_a_place(&mut self) -> Result<()> {
        let photo = self.photo("hole.jpg", 5)?;
        let screen = self.citizen.screen()?;
        screen.press("[data-test=nav-home]").await?;
        screen.press("[data-test=door-report]").await?;
        filing::choose(screen, "roads").await?;
        filing::tell(screen, &format!("{HOLE}.")).await?;
        screen.write("#landmark", "The pump").await?;
        self.citizen_measures_where_it_is().await?;

        let screen = self.citizen.screen()?;
        screen.press("[data-test=place-map] svg").await?;
        screen.reads("[data-test=position]", "Set by hand").await?;
        screen.see(".map-pin").await?;
        let north = "Number(document.querySelector('#latitude').value)";
        let before = screen.ask(north).await?;
        screen
            .ask("document.querySelector('.map-frame').focus()")
            .await?;
        screen.keys(UP).await?;
        screen
            .until(
                "the key does not move the pin",
                &format!("{north} > {before}"),
            )
            .await?;
        filing::type_position(screen, AT_THE_PUMP).await?;
        screen
            .reads("[data-test=position]", "4.94370, -1.75870")
            .await?;
        screen.press("[data-test=continue]").await?;
        screen.see(".photo-add").await?;
        screen.choose_files("#photo-input", &[&photo]).await?;
        screen.counts("[data-test=photo]", 1).await?;
        screen.press("[data-test=continue]").await?;
        filing::send(screen).await
    }

    /// A browser can be told where it is; a window on a test machine has nobody to ask, and says
    /// what to do in its place.
    async fn citizen_measures_where_it_is(&self) -> Result<()> {
        if self.citizen.host() == Host::Window {
            let screen = self.citizen.screen()?;
            screen.press("[data-test=use-position]").await?;
            return screen
                .reads_arrive("[data-test=position-trouble]", "landmark below")
                .await;
        }
        for (command, parameters) in [
            (
                "Browser.grantPermissions",
                json!({"permissions": ["geolocation"], "origin": self.hub.origin()}),
            ),
            (
                "Emulation.setGeolocationOverride",
                json!({"latitude": 4.9412, "longitude": -1.7561, "accuracy": 8}),
            ),
        ] {
            let wish = json!({"cmd": command, "params": parameters});
            self.citizen.ask_driver("goog/cdp/execute", &wish).await?;
        }
        let screen = self.citizen.screen()?;
        screen.press("[data-test=use-position]").await?;
        screen.reads("[data-test=position]", "4.94120").await
    }

    /// Mends the words of what is filed, though nobody asked.
    pub(super) async fn citizen_corrects_unasked(&mut self) -> Result<()> {
        let screen = self.citizen.screen()?;
        screen.press("[data-test=open-case]").await?;
        screen.press("[data-test=correct]").await?;
        citizen::open_task(screen, "description").await?;
        screen.write("#description", DEEPER).await?;
        screen.press("[data-test=continue]").await?;
        screen.press("[data-test=tasks-check]").await?;
        screen.reads("main", DEEPER.trim()).await?;
        screen.press("[data-test=submit]").await?;
        screen
            .counts("li[data-kind=corrected][data-waiting=false]", 1)
            .await
    }

    /// A neighbour tells of the same hole, which is not public yet.
    pub(super) async fn neighbour_tells_of_the_same(&mut self) -> Result<()> {
        settle(&mut self.neighbour, &self.hub.origin(), "fijai").await?;
        let screen = self.neighbour.screen()?;
        let report = Report {
            category: "roads",
            words: SAME,
            landmark: "Beside the pump",
            position: Some(["4.9439", "-1.7588"]),
            photo: None,
            call: None,
        };
        filing::file(screen, report).await
    }

    /// Follows a kind of complaint, on the list and on the map; its complaints come to the phone.
    pub(super) async fn citizen_follows_a_category(&mut self) -> Result<()> {
        let screen = self.citizen.screen()?;
        screen.press("[data-test=nav-community]").await?;
        // Folded on a phone.
        let folded = "document.querySelector('[data-test=filters]')?.offsetParent !== null";
        screen.see("#community-words").await?;
        if screen.ask(folded).await? == json!(true) {
            screen.press("[data-test=filters]").await?;
        }
        screen.pick("#community-category", "roads").await?;
        screen.press(".follow-line [data-test=follow]").await?;
        screen
            .see(".follow-line [data-test=follow][aria-pressed=true]")
            .await?;
        screen
            .reads_arrive("[data-test=published]", ELSEWHERE)
            .await?;
        screen.reads_arrive("[data-test=published]", HOLE).await?;
        // Beside the list where there is room.
        let segments = "document.querySelector('[data-test=show-map]').offsetParent !== null";
        let folded = screen.ask(segments).await? == json!(true);
        if folded {
            screen.press("[data-test=show-map]").await?;
        }
        screen.see(".community-map svg").await?;
        if folded {
            screen.press("[data-test=show-list]").await?;
        }
        screen.write("#community-words", "pump").await?;
        screen.counts("[data-test=published-card]", 1).await?;
        screen.press("[data-test=published-card] a").await?;
        screen.see("[data-test=published-case]").await?;
        neighbour::hidden_in_the_middle(screen, "[data-test=published-case] .case-photos img").await
    }

    /// Follows it no longer.
    pub(super) async fn citizen_stops_following(&mut self) -> Result<()> {
        let screen = self.citizen.screen()?;
        screen.press("[data-test=nav-follow]").await?;
        // The wards where it lives and where it reported something come by themselves.
        screen.counts("[data-test=topic]", 3).await?;
        screen.reads("[data-test=followed]", "Roads").await?;
        screen
            .press("[data-test=topic]:has(a[href$='category=roads']) [data-test=stop]")
            .await?;
        screen.counts("[data-test=topic]", 2).await
    }

    /// The phone is one of several people: who leaves it takes everything along.
    pub(super) async fn citizen_leaves_a_shared_phone(&mut self) -> Result<()> {
        let screen = self.citizen.screen()?;
        screen.press("[data-test=nav-me]").await?;
        screen.press("a[href='/me/shared']").await?;
        screen.press("[data-test=shared-switch]").await?;
        screen.press("[data-test=leave]").await?;
        screen.press("[data-test=leave-yes]").await?;
        screen.see_arrive("[data-test=left]").await?;
        screen.press("[data-test=left-done]").await?;
        // The next person is asked for a language, and finds nothing of the one before.
        citizen::first_start(screen).await?;
        nothing_of_ones_own(screen).await?;
        screen.counts("[data-test=topic]", 0).await?;
        let words = screen.words("body").await?;
        holds(
            !words.contains(HOLE),
            format!("the next person reads: {words}"),
        )
    }
}

/// No draft and no matter is there: the page says so once both lists are read.
pub(super) async fn nothing_of_ones_own(screen: &Screen) -> Result<()> {
    screen.press("[data-test=nav-follow]").await?;
    screen
        .see("[data-page=follow] [data-test=door-report]")
        .await?;
    screen
        .counts("[data-test=draft-card], [data-test=case-card]", 0)
        .await
}

const UP: &str = "\u{e013}";

/// Opens the app for the first time as somebody of this ward.
pub(super) async fn settle(device: &mut super::Device, hub: &str, ward: &str) -> Result<()> {
    device.open(hub).await?;
    let screen = device.screen()?;
    begin(screen).await?;
    screen.press(&format!("[data-test=ward-{ward}]")).await?;
    screen.is_at("home").await
}

async fn begin(screen: &Screen) -> Result<()> {
    screen.see_arrive("[data-test=language-en]").await?;
    screen.press("[data-test=language-en]").await?;
    screen.press("[data-test=start]").await
}
