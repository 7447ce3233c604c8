//! The schema's changes, embedded: the same numbers and names for both databases.

use sojourn_kit::db::Migration;

macro_rules! migration {
    ($number:literal, $name:literal) => {
        Migration {
            number: $number,
            name: $name,
            sqlite: include_str!(concat!("../../../migrations/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!("../../../migrations/postgres/", $name, ".sql")),
        }
    };
}

/// All changes in order.
pub const MIGRATIONS: &[Migration] = &[
    migration!(1, "0001_platform"),
    migration!(2, "0002_people"),
    migration!(3, "0003_secondments"),
    migration!(4, "0004_desk"),
    migration!(5, "0005_ways"),
    migration!(6, "0006_pace"),
    migration!(7, "0007_second_factor"),
    migration!(8, "0008_approvals"),
    migration!(9, "0009_opportunities"),
    migration!(10, "0010_ways_in"),
    migration!(11, "0011_during"),
    migration!(12, "0012_tasks"),
    migration!(13, "0013_changes"),
    migration!(15, "0015_return"),
    migration!(16, "0016_calendar"),
    migration!(17, "0017_belonging"),
    migration!(19, "0019_together"),
    migration!(20, "0020_search"),
    migration!(21, "0021_clauses"),
    migration!(22, "0022_talks"),
    migration!(23, "0023_authorities"),
    migration!(24, "0024_seals"),
    migration!(25, "0025_lists"),
    migration!(26, "0026_host_costs"),
];
