/** What marks the part of a body that belongs to Teams. */
const blockClass = 'me-email-text';

/**
 * The block Teams puts at the end of an event's body. As long as it stands there the event is an online meeting; a body
 * written without it takes the meeting away (event-update in Microsoft's documentation).
 */
export function teamsBlock({ joinUrl, meetingId }: { joinUrl: string; meetingId: string }): string {
  const rule = '_'.repeat(80);
  return [
    '<br>',
    `<div style="width:100%"><span style="white-space:nowrap; color:#5F5F5F; opacity:.36">${rule}</span></div>`,
    `<div class="${blockClass}" lang="en-US" style="color:#242424; font-family:'Segoe UI',Helvetica,Arial,sans-serif">`,
    '<div style="margin-bottom:12px"><span style="font-size:24px; font-weight:700">Microsoft Teams</span></div>',
    `<div><a id="meet_invite_block.action.join_link" href="${joinUrl}">Join the meeting now</a></div>`,
    `<div>Meeting ID: <span>${meetingId}</span></div>`,
    '</div>',
  ].join('\n');
}

/** Whether a body still holds the block of this meeting, whatever was changed around it. */
export function keepsTeamsBlock({ inner, joinUrl }: { inner: string | null; joinUrl: string }): boolean {
  return inner !== null && inner.includes(`class="${blockClass}"`) && inner.includes(`href="${joinUrl}"`);
}
