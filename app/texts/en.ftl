# Texts of the interface, English. The same keys stand in id.ftl, in the same order.


## Keadaan laporan
status-submitted = New
status-postponed = Waiting for details
status-forwarded = Forwarded
status-returned = Returned
status-in-progress = In progress
status-awaiting-confirmation = Awaiting confirmation
status-closed = Closed
status-archived = Archived
status-reopened = Reopened

## Klasifikasi
class-service-complaint = Service complaint
class-supervisory-complaint = Supervisory complaint
class-information-request = Information request
class-aspiration = Aspiration
class-whistle-blowing = Whistle-blowing

## Saluran
channel-walk-in = Walk-in
channel-phone = Phone
channel-whatsapp = WhatsApp
channel-sms = SMS
channel-email = E-mail
channel-social-media = Social media
channel-web = Web site
channel-mobile-app = Mobile app
channel-sp4n = SP4N-LAPOR!
channel-ombudsman = Ombudsman

## Urgensi dan tanda
urgency-normal = Normal
urgency-high = Urgent
urgency-emergency = Emergency
tag-secret = Secret
tag-anonymous = Anonymous

## Tulisan kepada pelapor
reply-pass-on = Pass-on
reply-progress = Progress
reply-substantive = Answer
reply-part-answer = Part answer
reply-state-draft = Draft
reply-state-approved = Approved, not published
reply-state-published = Published

## Peran instansi dan orang
party-lead = Lead
party-supporting = Supporting
party-informed = Informed
role-citizen = Reporter
role-unit-officer = Unit officer
role-liaison-officer = Liaison officer
role-agency-admin = Agency admin
role-regency-coordinator = Regency coordinator
role-province-coordinator = Province coordinator
role-leadership = Leadership
role-inspectorate = Inspectorate
role-ombudsman-officer = Ombudsman officer
role-oversight-reader = Oversight reader
role-system-admin = System administrator
relation-reporter = Your report
relation-holder = Held by your agency
relation-above-holder = Held below your agency
relation-supporting = Your agency supports
relation-above-supporting = A unit below yours supports
relation-informed = Informed
relation-coordination = Coordination
relation-oversight = Oversight
relation-oversight-overdue = Oversight because overdue

## Waktu
clock-verify = verification
clock-first-response = first response
clock-complete = full answer
clock-reporter-confirmation = reporter's confirmation
clock-supplement = details from the reporter
clock-return-again = forwarding again
time-left = { $span } left
time-over = { $span } overdue
time-just-over = Overdue since today
time-today = Ends today
time-stopped = Waiting for the reporter
unit-working-days = { $n ->
    [one] { $n } working day
   *[other] { $n } working days
}
unit-calendar-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
unit-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
due-stage = { $stage }, { $day }
due-at-latest = by { $day }
due-until = { $stage } due:

## Tahap teks baku
stage-received = Report received
stage-supplement = Ask for details
stage-forwarded = Forwarded
stage-returned = Not our authority
stage-in-progress = In progress
stage-done = Follow-up done
stage-closed = Closed
stage-reopened = Reopened
stage-merged = Merged
stage-archived = Archived
stage-referred = Referred elsewhere

## Riwayat
event-submitted = Filed the report
event-verified = Verified the report
event-postponed = Asked the reporter for details
event-supplemented = Added details
event-forwarded = Forwarded the report
event-returned = Returned the report: not our authority
event-assigned = Assigned the report
event-reply-drafted = Drafted a reply
event-reply-approved = Approved a draft
event-reply-published = Wrote to the reporter
event-finished = Marked the follow-up as done
event-confirmed = Confirmed that it is solved
event-rejected = Said that it is not solved
event-rated = Gave a rating
event-closed = Closed the report
event-reopened = Reopened the report
event-archive-proposed = Proposed to archive
event-archive-declined = Declined the archive proposal
event-archived = Archived the report
event-commented = Added a message
event-noted = Internal note
event-visibility-changed = Changed who can see the report
event-duplicate-linked = Linked a similar report
event-merged = Merged the report
event-identity-read = Read the reporter's identity
event-hidden = not shown to the reporter
event-to = to
event-suggested = Suggested recipient

## Tindakan
act-supplement = Add details
act-comment = Add a message
act-confirm = Confirm that it is solved
act-reject = Say that it is not solved
act-rate = Rate
act-reopen = Reopen
act-set-visibility = Tighten visibility
act-verify = Verify the report
act-postpone = Ask the reporter for details
act-return = Return, not our authority
act-archive = Archive the report
act-decline-archive = Decline the archive proposal
act-forward = Forward the report
act-assign = Assign
act-draft-reply = Send
act-approve-reply = Approve the draft
act-publish-reply = Publish
act-finish = Mark the follow-up as done
act-note = Save the note
act-link-duplicate = Link the report
act-reveal-identity = Show the identity

## Daftar
sort-due-first = Due first
sort-newest = Newest
sort-oldest = Oldest
tab-open = Open
tab-mine = Needs my action
tab-new = New
tab-forwarded = Forwarded
tab-in-progress = In progress
tab-awaiting-confirmation = Awaiting confirmation
tab-postponed = Waiting for details
tab-returned = Returned
tab-done = Done
pager-back = Previous
pager-on = Next
pager-label = Pages
agency-nobody = nobody in office
agency-officers = { $n ->
    [one] { $n } officer
   *[other] { $n } officers
}
agency-closed = takes no more reports
file-alt = Picture { $name }, open full size

## Kerangka halaman
layout-skip = Skip to content
layout-region = South Kalimantan
layout-language = Language
layout-find = Search
layout-find-label = Search by number or words
layout-find-hint = Number or words
layout-acting-as = Acting as
layout-main-nav = Main
layout-sample = All people, figures and events on this page are made up.
layout-clock = Central Indonesian time · { $moment }
layout-theme = Colours
theme-auto = Follow system
theme-light = Light
theme-dark = Dark
nav-home = Home
nav-file = File a report
nav-track = Track
nav-my-reports = My reports
nav-published = Published reports
nav-queue = Queue
nav-entry = Quick entry
nav-account = Account
nav-sign-in = Sign in
nav-sign-out = Sign out
notice-verified = The report has been verified.
notice-postponed = The reporter has been asked for details.
notice-returned = The report has been returned.
notice-archived = The report has been archived.
notice-archive-proposed = The proposal to archive is noted. A second person has to agree.
notice-archive-declined = The proposal to archive was declined. The report goes on.
notice-forwarded = The report has been forwarded.
notice-assigned = The assignment has been saved.
notice-drafted = The draft has been saved and awaits approval.
notice-replied = The reply has been sent to the reporter.
notice-approved = The draft has been approved.
notice-published = The reply has been published.
notice-finished = The follow-up is marked as done. The reporter is asked to confirm.
notice-noted = The note has been saved.
notice-linked = The reports have been linked.
notice-visibility = The visibility has been tightened.
notice-role = The role has been changed.
notice-password = The password has been changed.
notice-token-revoked = The token has been revoked.
notice-signed-out = You have signed out.

## Formulir
form-problems = Not saved yet. Please mend the following:
form-problem-title = Needs mending
form-optional = (optional)
form-max = At most { $n } characters.
region-regency = Regency or city
region-district = District
region-village = Village
region-hint = Choose, then press Choose to see smaller regions.
region-none = Not chosen
region-pick = Choose
conflict-title = This report has changed since you opened it.
conflict-advice = What you typed is kept below. Check these changes, then send again if it still fits.

## Tanda terima
receipt-title = Receipt
receipt-reference = Report number
receipt-code = Tracking code
receipt-secret = Secret
receipt-once = The secret is shown only once. Write it down or print it now: whoever holds the code and the secret can follow and answer this report.
receipt-copy = Copy
receipt-copied = Copied
receipt-print = Print
receipt-print-hint = This page can be printed from the browser's menu.

## Halaman kesalahan
error-400 = The request could not be read
error-400-advice = Check the address or what you typed, then try again.
error-403 = You may not do this
error-403-advice = If you hold several roles, choose the right one and try again.
error-404 = Page not found
error-404-advice = The address is wrong, or its content is not open to you.
error-413 = Too large
error-413-advice = Send fewer or smaller files, then try again.
error-429 = Too many attempts
error-429-advice = Wait a little, then try again.
error-500 = Something went wrong on our side
error-500-advice = Reports already sent are safe. Try again shortly, and quote the number below if it happens again.
error-503 = The service is not available now
error-503-advice = Try again in a few minutes. Reports already sent are safe.
error-forged = This form has expired or did not come from our pages. Go back, reload the page, then send it again.
error-home = To the home page
error-number = Request number: { $id }

## Mencari instansi
agency-find = Search
agency-choice = Choice of agency
agency-not-found = No agency matches. Try its name, short name or task.
agency-more = There are more. Add words to narrow the search.

## Masuk
sign-in-title = Sign in
sign-in-lede = For officers, and for reporters with an account.
sign-in-email = E-mail address
sign-in-password = Password
sign-in-do = Sign in
sign-in-no-account = Without an account you can still:
sign-in-register = Create a reporter's account

## Antrean
queue-lede = Reports that { $agency } holds or watches, nearest deadline first.
queue-overdue = { $n } overdue
queue-states = State of reports
queue-filter-title = Filter reports
queue-filter = Filter
queue-filtered = Filtered by:
queue-unfilter = remove filter
queue-share = The address of this page can be kept or shared.
queue-words = Words or number
queue-words-short = Search words have two to a hundred characters. This list is not filtered by words.
queue-topic = Topic
queue-any-topic = All topics
queue-region = Region
queue-any-region = The whole province
queue-holder = Held by
queue-holder-hint = Agency code
queue-class = Classification
queue-any = All
queue-due = Deadline
queue-due-over = Overdue
queue-due-today = Up to today
queue-due-week = Within a week
queue-sort = Sort
queue-empty = No report matches.
queue-empty-next = Remove filters, or see all that are open.
queue-all-open = See all open reports
queue-caption = { $tab }, sorted: { $sort }
queue-group-over = Overdue
queue-group-soon = Two working days or fewer
queue-group-later = More than two working days
queue-group-stopped = Clock stopped
queue-col-report = Report
queue-col-state = State
queue-col-time = Time left
queue-col-last = Last act
queue-returns = returned { $n } times
queue-nobody = nobody assigned
case-hidden-title = Content not open to you

## Halaman laporan
case-crumb = Breadcrumb
case-published = Open to the public
case-see-public = See what the public reads
case-held-by = Held now by
case-officer = Officer: { $name } ({ $role })
case-no-clock = No deadline is running.
case-how-counted = How this deadline is counted
case-counted = The clock started { $from }. Limit { $span }, used { $used }, until { $until }. Basis: { $basis }.
case-answered-on = answered { $day }
case-reported = What was reported
case-hidden-body = The text of this report is not open to your role. You can follow its state, deadlines and course.
case-region = Region
case-place = Place
case-occurred = Date of the event
case-reporter = Reporter
case-reporter-hidden = Anonymous
case-reporter-account = Has an account; identity kept apart
case-reporter-code = By tracking code; identity kept apart
case-named = Agency named by the reporter
case-accused = Unit complained about
case-accused-hint = The report is never forwarded to the unit it accuses.
case-accused-none = No unit is accused
case-question = Question to the reporter
case-course = Course
case-returned-n = returned { $n } times
case-rejected-n = rejected { $n } times
case-reopened-n = reopened { $n } times
case-rating = Reporter's rating
case-rating-n = { $n } of 5
case-rating-comment = Comment on the rating
case-archive-reason = Reason to archive
case-archive-choose = Choose a reason
case-archive-hint = The reporter reads this explanation.
case-needs-second = needs a second person
case-duplicate-of = Merged into or linked to
case-duplicates = Linked reports
case-identity = Reporter's identity
case-identity-open = Show the reporter's identity, with a reason
case-identity-reason = Reason for reading the identity
case-identity-hint = Noted in the history and told to the reporter.
case-identity-logged = This reading has been noted. The identity is not shown again after this page is closed.
case-name = Name
case-email = E-mail
case-phone = Phone
case-not-given = not given
case-history = History
case-events = Newest first · { $n } events
case-older = Older history
case-write = Write to the reporter
case-write-lead = Write to the lead agency
case-read-by-lead = Read by the lead agency, which answers the reporter
case-read-by-all = The reporter and the public can read it
case-read-by-reporter = Only the reporter can read it
case-kind = Kind of text
case-choose-kind = Choose the kind of text.
reply-pass-on-note = Tells where the report goes. Stops only the first-response clock.
reply-progress-note = What has been done and will be done.
reply-substantive-note = The result. The reporter is asked whether it is solved.
reply-part-answer-note = Your agency's part, for the lead agency.
case-standard = Standard text
case-standard-hint = Placeholders in braces are filled where their value is known.
case-standard-none = Choose a text
case-insert = Insert
case-unfilled = { $name } is not filled in. Write what it should say.
case-body = Text
case-files = Attachments
files-kept = { $n } files are attached already.
case-ask-approval = Ask for approval before it is published
case-drafts = Drafts not published
case-draft-waits = Awaiting approval
case-edit-draft = Change the draft
case-not-approver = Somebody else with authority has to approve this draft.
case-verify = Verify
case-class = Classification
case-choose-class = Choose classification and urgency.
case-topic = Topic
case-topic-none = No topic yet
case-urgency = Urgency
case-note = Note
case-forward = Forward
case-target = Find an agency or unit
case-target-hint = Name, short name, code or task in the whole tree of agencies.
case-choose-target = Search for and choose who shall receive the report.
case-make-supporting = Make the choice supporting
case-make-informed = Make the choice informed
case-supporting = Supporting agencies
case-informed = Informed agencies
case-codes-hint = Agency codes, separated by commas.
case-forward-note = Message to the recipient
case-proposed-by = proposed by { $who }
case-named-by-reporter = named by the reporter
case-below-holder = unit below the holder
case-finish = Follow-up done
case-finish-hint = The reporter is asked to confirm within ten working days.
case-not-answered = No answer is published yet. Write one first, so that the reporter knows the result.
case-assign = Assignment
case-assign-to = Officer
case-assign-none = Nobody
case-add-note = Internal note
case-note-body = Note
case-note-hint = Not shown to the reporter or the public.
case-proposal = Proposal to archive
case-proposal-by = Proposed by { $who }, { $moment }
case-agree-archive = Agree and archive
case-second-person = Awaiting a second person with authority.
case-why = Reason
case-other-acts = Other acts
case-question-to = What is missing
case-question-hint = The reporter reads this. The clock stops until the reporter answers.
case-send-question = Postpone and send the question
case-why-not-ours = Why this is not your authority
case-return-hint = A report can be returned twice; the third time the coordinator decides.
case-who-instead = Who is responsible instead (proposal)
case-who-unknown = Not known
case-give-back = Return the report
case-of-reference = Number of the report that stays
case-of-reference-hint = For example TG-2611-0290.
case-link-how = How
case-link-only = Link only
case-link-only-note = Both reports go on.
case-merge = Merge
case-merge-note = This report is closed into the other one, and its reporter follows that one.
case-make-anonymous = Make anonymous
case-make-anonymous-hint = The reporter is hidden from the reported agency and the public.
case-make-secret = Make secret
case-make-secret-hint = The report is hidden from the public.
case-tighten-only = Officers can only tighten. Only the reporter can loosen.
case-sensitive = This topic is sensitive. Consider making the report secret (Other acts, Tighten visibility) before you forward it.
case-similar = Possibly similar
case-link-this = Link

## Entri cepat
entry-lede = Reports that citizens bring in person, by phone or in a message. Paste the message as it is.
entry-what = What is reported
entry-channel = Received by
entry-channel-choose = Choose a channel
entry-choose-channel = Choose how this report was received.
entry-title = Title
entry-title-hint = One sentence: what and where.
entry-body = Text of the report
entry-body-hint = The reporter's own words, { $min } to { $max } characters.
entry-where = Where and who
entry-named = Agency named by the reporter
entry-named-none = None named
entry-who = Reporter
entry-who-hint = Kept apart from the report. May be empty for an anonymous report.
entry-anonymous = Anonymous
entry-secret = Secret
entry-submit = Save the report
entry-done = The report has been filed
entry-done-lede = Give this code and secret to the reporter.
entry-no-code = The report is saved. Its tracking code has been shown before.
entry-open = Open the report
entry-next = Next entry
form-bad-date = This date cannot be read. Write it like 2026-11-25.
files-hint = At most { $n } files of up to { $size } each. Place and device are removed from pictures.

## Akun
account-roles = Roles
account-role-now = in use
account-act-as = Act as { $role }
account-password = Password
account-password-now = Current password
account-password-new = New password
account-password-again = New password again
account-password-hint = Use at least { $n } characters. A long sentence is safer than a complicated word.
account-password-do = Change the password
account-not-same = Not the same as the new password above.
account-everywhere = Sign out everywhere
account-everywhere-hint = All your sessions end, this one too. Access tokens stay valid.
account-tokens = Access tokens
account-tokens-hint = For programs that use GraphQL on your behalf.
account-tokens-caption = Your tokens
account-no-tokens = No tokens yet.
account-token-name = Name
account-token-name-hint = Where this token is used.
account-token-role = Role
account-token-all-roles = All roles
account-token-expires = Valid until
account-token-used = Last used
account-token-never = never
account-token-act = Act
account-token-revoke = Revoke
account-token-revoked = revoked { $day }
account-token-days = Valid for
account-token-create = Create a token
account-token-new = New token
account-token-once = Copy it now. This token is not shown again.
