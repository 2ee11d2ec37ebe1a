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
time-state-running = Running
time-state-soon = Ending soon
time-state-today = Ends today
time-state-overdue = Overdue
time-state-stopped = Clock stopped
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
level-province = Province
level-regency = Regency
level-city = City
level-district = District
level-village = Village
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
