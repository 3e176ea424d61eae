//! The main job in the real hosts, over WebDriver: the same steps in a browser on the served app
//! and in the app's own window.
//!
//! Each step does what a person does and holds what a person sees. A step that waits looks again
//! and again until its patience ends; none of them waits for a fixed time.

mod abroad;
mod browser;
mod citizen;
mod console;
mod damaged;
mod desk;
mod device;
mod filing;
mod handed;
mod hub;
mod later;
mod neighbour;
mod officer;
mod phones;
mod places;
mod processes;
mod screen;
pub mod screens;
mod second;
pub mod speed;
mod street;
mod two_desks;
mod week;

pub use device::{Device, Host};
pub use hub::Hub;
pub use screen::Screen;

use crate::kit::{Picture, Result, gps_jpeg};
use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

/// Longer than a journey takes on a slow machine.
const LONGEST: Duration = Duration::from_secs(600);

/// The cast and their world.
pub struct Stage {
    /// The office's hub.
    pub hub: Hub,
    /// Who files a complaint.
    pub citizen: Device,
    /// Who answers it.
    pub officer: Device,
    /// Who lives in the same ward.
    pub neighbour: Device,
    /// Who answers for another department, or sits at another desk of the same.
    pub colleague: Device,
    folder: tempfile::TempDir,
}

/// Plays the whole story in one of the hosts.
///
/// # Errors
/// Something was not as the story tells it; pictures of the screens are kept then, and the error
/// says where.
pub async fn told_in(host: Host) -> Result<()> {
    let mut stage = Stage::set(host, Hub::start)?;
    let played = tokio::time::timeout(LONGEST, stage.play()).await;
    stage.ended(played).await
}

/// Plays a day of an office and of the street that it answers to, among matters of a sample.
///
/// # Errors
/// As [`told_in`].
pub async fn a_day_in(host: Host) -> Result<()> {
    let mut stage = Stage::set(host, Hub::start_with_sample)?;
    let played = tokio::time::timeout(LONGEST, stage.play_a_day()).await;
    stage.ended(played).await
}

/// Plays a week in which the network comes and goes, phones change hands, and a hub forgets.
///
/// # Errors
/// As [`told_in`].
pub async fn a_week_in(host: Host) -> Result<()> {
    let mut stage = Stage::set(host, Hub::start_with_sample)?;
    let played = tokio::time::timeout(LONGEST, stage.play_a_week()).await;
    stage.ended(played).await
}

/// Plays one matter on two desks of a department.
///
/// # Errors
/// As [`told_in`].
pub async fn on_two_desks_in(host: Host) -> Result<()> {
    let mut stage = Stage::set(host, Hub::start_with_sample)?;
    let played = tokio::time::timeout(LONGEST, stage.play_on_two_desks()).await;
    stage.ended(played).await
}

/// Plays a report and its answer in another municipality, in another language.
///
/// # Errors
/// As [`told_in`].
pub async fn abroad_in(host: Host) -> Result<()> {
    let mut stage = Stage::set(host, Hub::start_abroad)?;
    let played = tokio::time::timeout(LONGEST, async {
        stage.citizen_files_in_albanian().await?;
        stage.the_directorate_answers().await?;
        stage.complaints_so_far().await
    })
    .await;
    stage.ended(played).await
}

/// Plays what happens when the database on a device is damaged.
///
/// # Errors
/// As [`told_in`].
pub async fn damaged_in(host: Host) -> Result<()> {
    let mut stage = Stage::set(host, Hub::start)?;
    let played = tokio::time::timeout(LONGEST, async {
        stage.citizen_begins().await?;
        stage.the_database_is_damaged().await
    })
    .await;
    stage.ended(played).await
}

impl Stage {
    /// Keeps what is on the screens if it was not as the story tells it.
    async fn ended(
        &self,
        played: std::result::Result<Result<()>, tokio::time::error::Elapsed>,
    ) -> Result<()> {
        let error = match played {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(error)) => error,
            Err(_) => "the journey takes too long".into(),
        };
        let mut words = format!("{error}");
        for device in [
            &self.citizen,
            &self.officer,
            &self.neighbour,
            &self.colleague,
        ] {
            for line in device.keep_pictures().await {
                words.push_str("\n  ");
                words.push_str(&line);
            }
        }
        // A test prints its error in one line, with every quote escaped: this is for reading.
        eprintln!("{words}");
        Err("the journey failed, see above".into())
    }

    fn set(host: Host, hub: fn(&Path, Host) -> Result<Hub>) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let hub = hub(&folder.path().join("hub"), host)?;
        let device = |name| Device::new(host, name, &folder.path().join(name), &hub.origin());
        Ok(Self {
            citizen: device("citizen")?,
            officer: device("officer")?,
            neighbour: device("neighbour")?,
            colleague: device("colleague")?,
            hub,
            folder,
        })
    }

    /// A folder for the files that people choose.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A photo among those files: with a place, and like no other of another seed.
    fn photo(&self, name: &str, seed: u64) -> Result<PathBuf> {
        let path = self.folder().join(name);
        let picture = Picture {
            seed,
            ..Picture::default()
        };
        fs::write(&path, gps_jpeg(&picture)?)?;
        Ok(path)
    }

    async fn play(&mut self) -> Result<()> {
        self.citizen_begins().await?;
        self.citizen_is_cut_off_in_mid_typing().await?;
        self.citizen_goes_on_without_network().await?;
        self.citizen_places_the_report().await?;
        self.citizen_adds_photos().await?;
        self.citizen_submits_without_network().await?;
        self.citizen_opens_the_app_without_network().await?;
        self.hub_returns_and_gives_a_receipt().await?;
        self.officer_joins().await?;
        self.officer_reads_and_answers().await?;
        self.officer_answers_without_network().await?;
        self.citizen_sees_the_answers_and_writes_back().await?;
        self.officer_sees_what_the_citizen_wrote().await?;
        self.officer_takes_it_and_notes().await?;
        self.office_asks_and_citizen_corrects().await?;
        self.officer_publishes().await?;
        self.neighbour_says_me_too().await?;
        self.fixed_is_disputed_then_confirmed().await?;
        self.neighbour_checks_the_receipt().await?;
        self.neighbour_becomes_a_second_device().await?;
        self.officer_takes_a_matter_in().await?;
        self.officer_passes_it_on().await?;
        self.citizen_locks_the_app().await?;
        self.citizen_changes_the_language().await?;
        if self.citizen.host() == Host::Chromium {
            self.a_page_is_read_aloud().await?;
            self.only_one_tab_at_a_time().await?;
            self.a_report_by_keyboard_alone().await?;
            self.nothing_is_wider_than_a_small_phone().await?;
        }
        self.citizen_hides_a_face().await?;
        self.officer_does_not_accept_it().await?;
        self.citizen_disagrees_then_takes_it_back().await?;
        self.citizen_takes_everything_along().await?;
        self.a_sheet_brings_the_matters_back().await?;
        self.complaints_so_far().await
    }

    async fn play_a_week(&mut self) -> Result<()> {
        self.citizen_is_shown_what_is_told_without_network().await?;
        self.a_receipt_is_checked_without_network().await?;
        self.citizen_sends_a_photo_later().await?;
        self.wrong_pins_must_wait().await?;
        self.a_device_is_linked_by_a_pasted_code().await?;
        self.a_sheet_is_typed_in_groups().await?;
        self.who_leaves_a_shared_phone_waits_until_it_is_sent()
            .await?;
        self.a_matter_is_set_aside_and_tried_again().await?;
        self.complaints_so_far().await
    }

    async fn play_on_two_desks(&mut self) -> Result<()> {
        self.citizen_wants_to_be_called().await?;
        self.two_officers_take_their_roles().await?;
        self.officer_sees_how_to_reach_the_citizen().await?;
        self.officer_gives_it_to_a_colleague().await?;
        self.office_and_citizen_send_photos().await?;
        self.both_decide_at_the_same_time().await?;
        self.a_note_is_seen_by_the_colleague_only().await?;
        self.intake_by_phone().await?;
        self.complaints_so_far().await
    }

    async fn play_a_day(&mut self) -> Result<()> {
        self.citizen_joins_what_is_told_already().await?;
        self.citizen_points_at_a_place().await?;
        self.citizen_corrects_unasked().await?;
        self.neighbour_tells_of_the_same().await?;
        self.officer_sees_what_is_overdue().await?;
        self.officer_takes_a_second_role().await?;
        self.officer_filters_the_queue().await?;
        self.officer_works_by_keys().await?;
        self.both_count_the_same_day().await?;
        self.officer_merges_two().await?;
        self.officer_hides_part_of_a_photo().await?;
        self.citizen_follows_a_category().await?;
        self.citizen_stops_following().await?;
        self.officer_takes_the_page_back().await?;
        self.a_colleague_takes_over().await?;
        self.the_office_says_no().await?;
        self.the_sheet_of_the_counter_leads_to_the_matter().await?;
        self.citizen_leaves_a_shared_phone().await?;
        self.complaints_so_far().await
    }
}

/// Holds that something is so; the words say what.
pub(crate) fn holds(so: bool, words: impl Into<String>) -> Result<()> {
    if so { Ok(()) } else { Err(words.into().into()) }
}

/// Names the step that failed.
pub(crate) fn step<T>(name: &str, result: Result<T>) -> Result<T> {
    result.map_err(|error| format!("{name}: {error}").into())
}
