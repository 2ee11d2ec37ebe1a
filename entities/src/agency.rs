//! A node of the agency tree, effective-dated.
use sea_orm::entity::prelude::*;

use crate::{
    ids::AgencyId,
    vocab::{AgencyKind, Watch},
};

/// A node of the agency tree, effective-dated.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "agencies")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AgencyId,
    /// Stable, unique.
    pub code: String,
    /// Name.
    pub name: String,
    /// Short name.
    pub short_name: String,
    /// Kind.
    pub kind: AgencyKind,
    /// `;a;b;`.
    pub functions: String,
    /// Parent id.
    pub parent_id: Option<AgencyId>,
    /// Nearest government at or above.
    pub government_id: Option<AgencyId>,
    /// `/1/4/9/`: ids from the root to this node.
    pub path: String,
    /// Depth.
    pub depth: i32,
    /// Region code.
    pub region_code: Option<String>,
    /// `;63.03;63.04;`.
    pub serves_regions: String,
    /// Valid from.
    pub valid_from: chrono::NaiveDate,
    /// Last day.
    pub valid_to: Option<chrono::NaiveDate>,
    /// Successor id.
    pub successor_id: Option<AgencyId>,
    /// What it watches over beyond its own tree.
    pub watch: Option<Watch>,
    /// Evidence.
    pub evidence: String,
    /// Note.
    pub note: String,
    /// Lower-case words of name, short name, code and functions.
    pub search: String,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
