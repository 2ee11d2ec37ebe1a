//! When a role counts: one condition for everybody who reads `role_grants`. A suspended role counts nowhere. The roles
//! of deputies are suspended and ended together with the role they stand in for, so that this looks at one row only.
use chrono::NaiveDate;
use entities::{role_grant, vocab::Role};
use sea_orm::{ColumnTrait, Condition};

/// Roles that work on cases.
pub(super) const WORKING_ROLES: [Role; 6] = [
    Role::UnitOfficer,
    Role::LiaisonOfficer,
    Role::AgencyAdmin,
    Role::RegencyCoordinator,
    Role::ProvinceCoordinator,
    Role::Inspectorate,
];

/// Roles in force on a day.
pub(super) fn in_force(day: NaiveDate) -> Condition {
    not_over(day).add(role_grant::Column::ValidFrom.lte(day)).add(role_grant::Column::SuspendedAt.is_null())
}

/// Roles whose last day is not before this one: in force, resting, or to come.
pub(super) fn not_over(day: NaiveDate) -> Condition {
    Condition::all()
        .add(Condition::any().add(role_grant::Column::ValidTo.is_null()).add(role_grant::Column::ValidTo.gte(day)))
}
