//! Dispatches the feature's commands.

use super::{act, draft, view};
use crate::{context::Context, error::Result, outbox::case_lane};
use durbar_api::complaints::{Command, Reply, SaveReply};
use rusqlite::params;

pub(crate) fn handle(context: &mut Context<'_>, command: Command) -> Result<Reply> {
    Ok(match command {
        Command::StartDraft(_) => Reply::StartDraft(draft::start(context)?),
        Command::ReadDraft(call) => Reply::ReadDraft(draft::read(context.connection, &call.draft)?),
        Command::ListDrafts(_) => Reply::ListDrafts(draft::list(context.connection)?),
        Command::SaveDraft(call) => Reply::SaveDraft(draft::save(context, call)?),
        Command::AddPhoto(call) => Reply::AddPhoto(draft::add_photo(context, &call)?),
        Command::RemovePhoto(call) => Reply::RemovePhoto(draft::remove_photo(context, &call)?),
        Command::DiscardDraft(call) => {
            draft::discard(context, &call.draft)?;
            Reply::DiscardDraft(())
        }
        Command::CheckDraft(call) => Reply::CheckDraft(draft::problems(context, &call.draft)?),
        Command::Submit(call) => Reply::Submit(act::submit(context, &call.draft)?),
        Command::ListMine(_) => Reply::ListMine(view::mine(context)?),
        Command::ReadQueue(call) => Reply::ReadQueue(view::queue(context, call.filter)?),
        Command::ReadCase(call) => Reply::ReadCase(view::case(context, &call.case)?),
        Command::SaveReply(call) => {
            save_reply(context, &call)?;
            Reply::SaveReply(())
        }
        Command::SendReply(call) => {
            act::send_reply(context, &call)?;
            Reply::SendReply(())
        }
        Command::ChangeStatus(call) => {
            act::change_status(context, &call)?;
            Reply::ChangeStatus(())
        }
        Command::MarkOpened(call) => {
            act::mark_opened(context, &call.case)?;
            Reply::MarkOpened(())
        }
    })
}

fn save_reply(context: &Context<'_>, call: &SaveReply) -> Result<()> {
    let case = case_lane(&call.case)?;
    act::side(context, &case)?;
    context.connection.execute(
        "INSERT INTO reply_drafts (lane, text) VALUES (?1, ?2)
         ON CONFLICT (lane) DO UPDATE SET text = excluded.text",
        params![&case.0[..], call.text],
    )?;
    Ok(())
}
