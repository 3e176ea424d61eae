//! Dispatches the feature's commands.

use super::{
    act, draft, filing, office, publication, published, queue, receipt, reply, search, view,
};
use crate::{context::Context, error::Result};
use durbar_api::complaints::{Command, Reply};

pub(crate) fn handle(context: &mut Context<'_>, command: Command) -> Result<Reply> {
    Ok(match command {
        Command::StartDraft(call) => Reply::StartDraft(draft::start(context, &call)?),
        Command::ReadDraft(call) => Reply::ReadDraft(draft::read(context, &call.draft)?),
        Command::ListDrafts(_) => Reply::ListDrafts(draft::list(context.connection)?),
        Command::SaveDraft(call) => Reply::SaveDraft(draft::save(context, call)?),
        Command::AddPhoto(call) => Reply::AddPhoto(draft::add_photo(context, &call)?),
        Command::RemovePhoto(call) => Reply::RemovePhoto(draft::remove_photo(context, &call)?),
        Command::RedactPhoto(call) => Reply::RedactPhoto(draft::redact_photo(context, &call)?),
        Command::DiscardDraft(call) => Reply::DiscardDraft(draft::discard(context, &call.draft)?),
        Command::CheckDraft(call) => Reply::CheckDraft(draft::problems(context, &call.draft)?),
        Command::Submit(call) => Reply::Submit(filing::submit(context, &call.draft)?),
        Command::FindSimilar(call) => Reply::FindSimilar(published::similar(context, &call)?),
        Command::StartCorrection(call) => {
            Reply::StartCorrection(draft::start_correction(context, &call.case)?)
        }

        Command::ListMine(_) => Reply::ListMine(queue::mine(context)?),
        Command::ReadCase(call) => Reply::ReadCase(view::case(context, &call.case)?),
        Command::MarkOpened(call) => Reply::MarkOpened(act::mark_opened(context, &call.case)?),
        Command::SaveReply(call) => Reply::SaveReply(reply::save(context, &call)?),
        Command::AddReplyPhoto(call) => Reply::AddReplyPhoto(reply::add_photo(context, &call)?),
        Command::RemoveReplyPhoto(call) => {
            Reply::RemoveReplyPhoto(reply::remove_photo(context, &call)?)
        }
        Command::RedactReplyPhoto(call) => {
            Reply::RedactReplyPhoto(reply::redact_photo(context, &call)?)
        }
        Command::SendReply(call) => Reply::SendReply(act::send_reply(context, &call)?),
        Command::Withdraw(call) => Reply::Withdraw(act::withdraw(context, &call)?),
        Command::Rate(call) => Reply::Rate(act::rate(context, &call)?),
        Command::ConfirmFixed(call) => Reply::ConfirmFixed(act::confirm(context, &call)?),
        Command::Reopen(call) => Reply::Reopen(act::reopen(context, &call)?),
        Command::Search(call) => Reply::Search(search::find(context, &call.text)?),

        Command::ReadReceipt(call) => Reply::ReadReceipt(receipt::sheet(context, &call.case)?),
        Command::VerifyReceipt(call) => Reply::VerifyReceipt(receipt::verify(context, &call.code)?),

        Command::ReadQueue(call) => Reply::ReadQueue(queue::read(context, &call)?),
        Command::ListColleagues(call) => {
            Reply::ListColleagues(office::colleagues(context, &call.department)?)
        }
        Command::Assign(call) => Reply::Assign(office::assign(context, &call)?),
        Command::Route(call) => Reply::Route(office::route(context, &call)?),
        Command::ChangeStatus(call) => Reply::ChangeStatus(office::change_status(context, &call)?),
        Command::AskCorrection(call) => {
            Reply::AskCorrection(office::ask_correction(context, &call)?)
        }
        Command::AddNote(call) => Reply::AddNote(office::add_note(context, &call)?),
        Command::FillTemplate(call) => Reply::FillTemplate(office::fill_template(context, &call)?),
        Command::Merge(call) => Reply::Merge(office::merge(context, &call)?),
        Command::PreparePublication(call) => {
            Reply::PreparePublication(publication::prepare(context, &call)?)
        }
        Command::Publish(call) => Reply::Publish(publication::publish(context, &call)?),
        Command::Unpublish(call) => Reply::Unpublish(publication::unpublish(context, &call)?),

        Command::ListPublished(call) => Reply::ListPublished(published::list(context, &call)?),
        Command::ReadPublished(call) => Reply::ReadPublished(published::read(context, &call)?),
        Command::Support(call) => Reply::Support(published::support(context, &call)?),
        Command::Follow(call) => {
            Reply::Follow(published::follow(context, &call.topic, call.following)?)
        }
        Command::ListFollows(_) => Reply::ListFollows(published::list_follows(context)?),
    })
}
