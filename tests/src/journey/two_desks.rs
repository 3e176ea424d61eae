//! One matter on two desks of the same department: who has it, how its citizen is reached, photos in
//! both directions, two decisions made at the same time, a note among colleagues. And a matter that
//! somebody tells on the phone.

use super::{
    Screen, Stage, desk,
    filing::{self, Report},
    holds, later, officer, street,
};
use crate::kit::Result;
use std::path::Path;

/// Who sits at the other desk.
const COLLEAGUE: &str = "Kofi Boateng";
/// What the citizen tells; its first sentence names the matter.
const TITLE: &str = "The cover of the gutter has fallen in";
/// Where the citizen wants to be called.
const NUMBER: &str = "024 412 3456";
/// What the office asks the citizen.
const QUESTION: &str = "How wide is the part that is broken?";
/// What the citizen answers, with a photo.
const WIDE: &str = "As wide as a door, the photo shows it.";
/// What the office writes back, with another one.
const COVERED: &str = "This is how we have covered it until then.";
/// Why one of the two gives it up.
const NO_PIPES: &str = "There are no pipes of that size in the country.";
/// What only colleagues may read.
const NOTE: &str = "The pipes came in yesterday, ask the store.";
/// What the citizen gets after that note.
const FRIDAY: &str = "We lay the new pipe on Friday.";
/// What somebody tells on the phone; its first sentence names the matter.
const TOLD: &str = "The lamp before the clinic is dark";
/// Who calls, and from where.
const CALLER: [&str; 2] = ["Efua Sam", "031 200 4410"];

/// Messages of the other side, as each side sees them.
const THEIRS: &str = "li[data-kind=message]:has(.bubble:not(.own))";
/// What was sent with a photo, and is at the hub.
const SENT_PHOTO: &str =
    "li[data-kind=message][data-waiting=false]:has(.bubble.own) [data-test=message-photos]";

impl Stage {
    /// Files, and wants to be called about it.
    pub(super) async fn citizen_wants_to_be_called(&mut self) -> Result<()> {
        street::settle(&mut self.citizen, &self.hub.origin(), "kojokrom").await?;
        let report = Report {
            category: "drains",
            words: &format!("{TITLE}."),
            landmark: "Before the chapel",
            position: None,
            photo: None,
            call: Some(NUMBER),
        };
        filing::file(self.citizen.screen()?, report).await
    }

    /// Two of one department take their roles, each by a link of their own. Nobody has opened the
    /// citizen's matter, and both are told so.
    pub(super) async fn two_officers_take_their_roles(&mut self) -> Result<()> {
        let links = [
            self.hub.invite("works", officer::NAME)?,
            self.hub.invite("works", COLLEAGUE)?,
        ];
        desk::take_role(&mut self.officer, &links[0]).await?;
        desk::take_role(&mut self.colleague, &links[1]).await?;
        for (device, name) in [(&self.officer, officer::NAME), (&self.colleague, COLLEAGUE)] {
            let screen = device.screen()?;
            screen.reads(".signed-in", name).await?;
            is_listed(screen, TITLE, true).await?;
            part(screen, "new", TITLE, true).await?;
        }
        Ok(())
    }

    /// Opens it: it says how the citizen wants to be reached, with a link that dials. From then on
    /// it counts as opened, for the colleague and for the citizen, too.
    pub(super) async fn officer_sees_how_to_reach_the_citizen(&mut self) -> Result<()> {
        let screen = self.officer.screen()?;
        open(screen, TITLE).await?;
        screen.reads(".contact-card", "filed it in the app").await?;
        can_be_called(screen, NUMBER).await?;
        is_listed(self.colleague.screen()?, TITLE, false).await?;

        let screen = self.citizen.screen()?;
        screen.press("[data-test=nav-follow]").await?;
        screen.is_at("follow").await?;
        screen.reads("[data-test=case-card]", TITLE).await?;
        screen.press("[data-test=case-card] a").await?;
        screen.see("[data-test=case][data-viewer=citizen]").await?;
        screen.reads(".facts", NUMBER).await?;
        let by = format!("Opened by Works Department, {}", officer::NAME);
        screen.reads_arrive("li[data-kind=opened]", &by).await
    }

    /// She gives it to a colleague who never wrote in it, and he gives it back: it is in the parts
    /// of the queue where each of them looks for it. Then it waits for its citizen.
    pub(super) async fn officer_gives_it_to_a_colleague(&mut self) -> Result<()> {
        let (esi, kofi) = (self.officer.screen()?, self.colleague.screen()?);
        part(esi, "unassigned", TITLE, true).await?;
        esi.press("[data-test=assign]").await?;
        let person = format!(
            "[...document.querySelectorAll('dialog[open] [data-test^=assign-]')] \
             .find(one => one.querySelector('b').innerText.trim() === {COLLEAGUE:?})"
        );
        esi.until_arrived("the colleague is not offered", &person)
            .await?;
        let hook = esi.ask(&format!("{person}?.dataset.test")).await?;
        let hook = hook.as_str().ok_or("no hook")?;
        esi.press(&format!("[data-test='{hook}']")).await?;
        esi.counts("dialog[open]", 0).await?;
        esi.reads("[data-test=assign]", &format!("Assigned to {COLLEAGUE}"))
            .await?;
        let given = format!("gave it to {COLLEAGUE}");
        esi.reads("li[data-kind=assigned]", &format!("You {given}"))
            .await?;
        is_listed(esi, TITLE, false).await?;
        part(esi, "mine", TITLE, false).await?;

        part(kofi, "mine", TITLE, true).await?;
        kofi.see("[data-test=queue-row] .initials.me").await?;
        open(kofi, TITLE).await?;
        let by = format!("Works Department, {} {given}", officer::NAME);
        kofi.reads("li[data-kind=assigned]", &by).await?;
        kofi.reads("[data-test=assign]", "Assigned to you").await?;
        kofi.press("[data-test=assign]").await?;
        kofi.see("dialog[open] [data-test=assign-me][aria-pressed=true]")
            .await?;
        kofi.press("[data-test=assign-nobody]").await?;
        kofi.counts("dialog[open]", 0).await?;
        kofi.reads("[data-test=timeline]", "nobody has it now")
            .await?;
        is_listed(kofi, TITLE, false).await?;
        kofi.reads(".queue-list .empty", "No open matter is assigned to you")
            .await?;
        for screen in [esi, kofi] {
            part(screen, "unassigned", TITLE, true).await?;
        }

        esi.press("[data-test=status-acknowledged]").await?;
        esi.see(&status("acknowledged")).await?;
        esi.press("[data-test=status-waiting]").await?;
        esi.write("#status-note", QUESTION).await?;
        esi.press("[data-test=status-confirm]").await?;
        esi.see(&status("waiting")).await?;
        for screen in [esi, kofi] {
            part(screen, "waiting", TITLE, true).await?;
        }
        let screen = self.citizen.screen()?;
        screen.see_arrive("[data-test=question]").await?;
        screen.reads("[data-test=question]", QUESTION).await
    }

    /// The citizen answers with a photo, and the office waits no more; it writes back with another.
    pub(super) async fn office_and_citizen_send_photos(&mut self) -> Result<()> {
        let (esi, kofi) = (self.officer.screen()?, self.colleague.screen()?);
        let citizen = self.citizen.screen()?;
        write_with_photo(citizen, WIDE, &self.photo("door.jpg", 11)?).await?;
        sees_photo(esi, WIDE).await?;
        for screen in [esi, kofi] {
            is_listed(screen, TITLE, false).await?;
        }
        write_with_photo(esi, COVERED, &self.photo("cover.jpg", 12)?).await?;
        sees_photo(citizen, COVERED).await?;
        kofi.counts("li[data-kind=message] [data-test=message-photos]", 2)
            .await
    }

    /// Without the hub one of them goes on and the other one gives up. Both are told of both states
    /// when they meet again, and one of them picks; the citizen has no choice to make.
    pub(super) async fn both_decide_at_the_same_time(&mut self) -> Result<()> {
        let (begun, given_up) = (status("in-progress"), status("not-fixed"));
        let steps = "li[data-kind=status]";
        let told = self.citizen.screen()?.count(steps).await?;
        self.complaints_so_far().await?;
        self.hub.goes()?;
        let (esi, kofi) = (self.officer.screen()?, self.colleague.screen()?);
        for screen in [esi, kofi] {
            screen.connection_is("offline").await?;
            screen.see(&status("waiting")).await?;
        }
        esi.press("[data-test=status-in-progress]").await?;
        esi.see(&begun).await?;
        kofi.press("[data-test=status-not-fixed]").await?;
        kofi.write("#status-note", NO_PIPES).await?;
        kofi.press("[data-test=status-confirm]").await?;
        kofi.see(&given_up).await?;
        for screen in [esi, kofi] {
            screen
                .counts("li[data-kind=status][data-waiting=true]", 1)
                .await?;
            screen.counts(CONFLICT, 0).await?;
        }

        self.hub.returns()?;
        let (esi, kofi) = (self.officer.screen()?, self.colleague.screen()?);
        for screen in [esi, kofi] {
            for (state, name) in [("in-progress", "In progress"), ("not-fixed", "not fixed")] {
                let choice = format!("[data-test=conflict-{state}]");
                screen.see_arrive(&choice).await?;
                screen.reads(&choice, name).await?;
            }
            screen
                .reads("[data-test=case]", "Two states at the same time")
                .await?;
            screen.reads("[data-test=timeline]", NO_PIPES).await?;
        }
        kofi.press("[data-test=conflict-in-progress]").await?;
        for screen in [kofi, esi] {
            screen.counts(CONFLICT, 0).await?;
            screen.see(&begun).await?;
            part(screen, "open", TITLE, true).await?;
        }
        let screen = self.citizen.screen()?;
        screen.counts(steps, told + 3).await?;
        screen.see(&begun).await?;
        screen.reads("[data-test=timeline]", NO_PIPES).await?;
        screen.counts(CONFLICT, 0).await
    }

    /// What she writes for colleagues is on his screen; what she writes to the citizen after it is
    /// all that the citizen gets.
    pub(super) async fn a_note_is_seen_by_the_colleague_only(&mut self) -> Result<()> {
        let screen = self.officer.screen()?;
        later::note(screen, NOTE).await?;
        screen.write("#reply", FRIDAY).await?;
        screen.press("[data-test=send-reply]").await?;

        let screen = self.colleague.screen()?;
        let note = "li[data-kind=note]";
        let by = format!("Note by Works Department, {}", officer::NAME);
        screen.see_arrive(note).await?;
        for words in [NOTE, by.as_str(), "Only colleagues see this."] {
            screen.reads(note, words).await?;
        }
        screen.reads_arrive("[data-test=timeline]", FRIDAY).await?;

        let screen = self.citizen.screen()?;
        screen.reads_arrive("[data-test=timeline]", FRIDAY).await?;
        let notes = screen.count(note).await?;
        let words = screen.words("body").await?;
        holds(
            notes == 0 && !words.contains(NOTE),
            format!("the citizen reads what is for colleagues: {words}"),
        )
    }

    /// Somebody calls: he writes it down for her, and everybody in the office sees that it came by
    /// phone, who took it in, and where to call back.
    pub(super) async fn intake_by_phone(&mut self) -> Result<()> {
        let screen = self.colleague.screen()?;
        screen.press("[data-test=nav-queue]").await?;
        screen.is_at("queue").await?;
        screen.press("[data-test=nav-intake]").await?;
        screen.press("[data-test=intake-phone]").await?;
        screen.press("[data-test=intake-begin]").await?;
        filing::choose(screen, "street-lights").await?;
        filing::tell(screen, &format!("{TOLD}.")).await?;
        screen.write("#landmark", "Essikado health centre").await?;
        screen.press("[data-test=continue]").await?;
        screen.see(".photo-add").await?;
        screen.press("[data-test=continue]").await?;
        screen.press("[data-test=contact-call]").await?;
        let [name, number] = CALLER;
        screen.write("#contact-address", number).await?;
        screen.write("#contact-name", name).await?;
        screen.press("[data-test=continue]").await?;
        screen.see("[data-test=submit]").await?;
        for words in [TOLD, number, name] {
            screen.reads("main", words).await?;
        }
        screen.press("[data-test=submit]").await?;
        screen.is_at("done").await?;
        screen
            .see_arrive("[data-test=sending-state][data-state=received]")
            .await?;
        screen.press("[data-test=open-case]").await?;
        came_by_phone(screen, "You").await?;

        let screen = self.officer.screen()?;
        screen.press("[data-test=nav-queue]").await?;
        screen.is_at("queue").await?;
        open(screen, TOLD).await?;
        screen
            .reads("[data-test=queue-row].here", "Street lights · phone")
            .await?;
        came_by_phone(screen, COLLEAGUE).await?;
        screen.reads(".contact-card", name).await?;
        can_be_called(screen, number).await
    }
}

/// The choice between states that were set at the same time.
const CONFLICT: &str = "[data-test^=conflict-]";

/// The tag of a matter that is in this state.
fn status(state: &str) -> String {
    format!("[data-test=status][data-status={state}]")
}

/// Shows a part of the queue, and waits until the matter is in it, or is not.
async fn part(screen: &Screen, part: &str, title: &str, there: bool) -> Result<()> {
    let chip = format!("[data-test=filter-{part}]");
    screen.press(&chip).await?;
    screen.see(&format!("{chip}[aria-pressed=true]")).await?;
    is_listed(screen, title, there).await
}

/// Waits until the part of the queue that is shown has the matter, or has it not: with all rows
/// there that its chip counts, and not those of the part before.
async fn is_listed(screen: &Screen, title: &str, there: bool) -> Result<()> {
    let so = format!(
        "(() => {{ const rows = [...document.querySelectorAll('[data-test=queue-row]')]; \
         const chip = document.querySelector('.queue-parts [aria-pressed=true]'); \
         return document.querySelector('.rows:not([aria-busy])') !== null \
         && chip?.querySelector('.chip-count').innerText.trim() === String(rows.length) \
         && rows.some(row => row.innerText.includes({title:?})) === {there}; }})()"
    );
    let words = format!("{title:?} in this part of the queue: not {there}");
    screen.until_arrived(&words, &so).await
}

/// Opens a matter of the part of the queue that is shown.
async fn open(screen: &Screen, title: &str) -> Result<()> {
    is_listed(screen, title, true).await?;
    let id = screen
        .ask(&format!(
            "[...document.querySelectorAll('[data-test=queue-row]')] \
             .find(row => row.innerText.includes({title:?}))?.dataset.case"
        ))
        .await?;
    let id = id.as_str().ok_or("the row has no matter")?;
    screen.press(&format!("[data-case='{id}'] a.cover")).await?;
    screen.see("[data-test=case][data-viewer=officer]").await?;
    screen.reads("[data-test=case] .title", title).await
}

/// The person of the open matter wants to be called, and a press dials.
async fn can_be_called(screen: &Screen, number: &str) -> Result<()> {
    screen.reads(".contact-card", "Please call:").await?;
    screen.reads("[data-test=contact]", number).await?;
    let link = screen
        .ask("document.querySelector('[data-test=contact]').getAttribute('href')")
        .await?;
    let dialled: String = number
        .chars()
        .filter(|letter| letter.is_ascii_digit() || *letter == '+')
        .collect();
    holds(
        link == format!("tel:{dialled}"),
        format!("{number} leads to {link}"),
    )
}

/// The open matter was taken in by telephone, and says by whom.
async fn came_by_phone(screen: &Screen, by: &str) -> Result<()> {
    screen.see("[data-test=case][data-viewer=officer]").await?;
    let filed = format!("{by} took this in by telephone");
    screen.reads("li[data-kind=filed]", &filed).await?;
    screen.reads(".contact-card", "called").await?;
    screen
        .until(
            "the facts do not say how it came",
            "[...document.querySelectorAll('.facts .summary-row')] \
             .find(row => row.querySelector('dt').innerText.trim() === 'Came by') \
             ?.querySelector('dd').innerText.trim() === 'phone'",
        )
        .await
}

/// Writes with a photo, which can be seen before it goes, and waits until the hub has both.
pub(super) async fn write_with_photo(screen: &Screen, words: &str, photo: &Path) -> Result<()> {
    screen.press("[data-test=reply-photos]").await?;
    screen.see(".reply .photo-add").await?;
    screen.choose_files("#photo-input", &[photo]).await?;
    screen
        .until(
            "the photo is not beside the words",
            "document.querySelector('.reply [data-test=photo] img')?.naturalWidth > 0",
        )
        .await?;
    screen.write("#reply", words).await?;
    screen.press("[data-test=send-reply]").await?;
    screen.see_arrive(SENT_PHOTO).await?;
    screen.counts(".reply [data-test=photo]", 0).await
}

/// Sees the photo that the other side sent with these words, small and then large.
async fn sees_photo(screen: &Screen, words: &str) -> Result<()> {
    screen.reads_arrive(THEIRS, words).await?;
    let wider = |css: &str, pixels: u32| {
        format!(
            "(() => {{ const photo = document.querySelector({css:?}); \
             return photo?.naturalWidth > {pixels} \
             && photo.getBoundingClientRect().width > 0; }})()"
        )
    };
    let small = wider(&format!("{THEIRS} .photo-small img"), 0);
    screen
        .until_arrived("the photo does not arrive", &small)
        .await?;
    screen.press(&format!("{THEIRS} .photo-small")).await?;
    let large = wider("dialog[open] .photo-large img", 320);
    screen
        .until_arrived("the photo does not arrive whole", &large)
        .await?;
    screen
        .press("dialog[open] [data-test=dialog-close]")
        .await?;
    screen.counts("dialog[open]", 0).await
}
