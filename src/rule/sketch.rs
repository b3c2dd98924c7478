//! The plain facts of a claim as bits, so that most claims are turned away from a role by one AND.
//!
//! A sketch never turns a claim away that may take the role; whether it does take it is for
//! [`RoleSpec::takes`] to say.

use super::predicate::{RoleSpec, USUAL};
use crate::claim::{Claim, ClaimId, Claims};

/// Bits for each field. Values beyond share bits with others, which only lets more claims through.
const WIDTH: u32 = 16;
/// The last bit of a field: the claim does not state it.
const NONE: u32 = WIDTH - 1;

/// The facts of a claim, one bit a field; or those that a role takes, any number of bits a field.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sketch {
    fields: u128,
    /// The kinds of the claim's links; or those of which the role wants one, all bits where it wants none.
    links: u64,
    linked: bool,
}

fn bit(field: u32, number: u32) -> u128 {
    1 << (field * WIDTH + number % WIDTH)
}

fn link_bit(kind: crate::claim::LinkKind) -> u64 {
    1 << (kind as u32 % u64::BITS)
}

/// The bits of a field that a role takes: all where it asks for nothing.
fn wanted<T: Copy>(field: u32, wanted: &[T], number: impl Fn(T) -> u32) -> u128 {
    if wanted.is_empty() {
        return u128::from(u16::MAX) << (field * WIDTH);
    }
    wanted.iter().fold(0, |bits, value| bits | bit(field, number(*value)))
}

impl Sketch {
    /// The facts of a claim.
    pub(super) fn of(claim: &Claim) -> Self {
        let quantity = &claim.quantity;
        let fields = bit(0, claim.aspect as u32)
            | bit(1, quantity.unit.dimension as u32)
            | bit(2, claim.direction.map_or(NONE, |direction| direction as u32))
            | bit(3, claim.point.map_or(NONE, |point| point as u32))
            | bit(4, quantity.form as u32)
            | bit(5, quantity.notation as u32)
            | bit(6, quantity.bound as u32)
            | bit(7, claim.modality as u32);
        let links = claim.links.iter().fold(0, |links, link| links | link_bit(link.0));
        Self { fields, links, linked: false }
    }

    /// What a role takes.
    pub(super) fn wanted(role: &RoleSpec) -> Self {
        let must = &role.must;
        let modality = if must.modality.is_empty() { &USUAL[..] } else { &must.modality };
        let fields = wanted(0, &must.aspect, |aspect| aspect as u32)
            | wanted(1, &must.dimension, |dimension| dimension as u32)
            | wanted(2, &must.direction, |direction| direction as u32)
            | wanted(3, &must.point, |point| point as u32)
            | wanted(4, &must.form, |form| form as u32)
            | wanted(5, &must.notation, |notation| notation as u32)
            | wanted(6, &must.bound, |bound| bound as u32)
            | wanted(7, modality, |modality| modality as u32);
        let links = must.links.iter().fold(0, |links, kind| links | link_bit(*kind));
        Self { fields, links, linked: !must.links.is_empty() }
    }

    /// Whether a claim of these facts may take a role that wants those.
    fn suits(self, role: Self) -> bool {
        self.fields & !role.fields == 0 && (!role.linked || self.links & role.links != 0)
    }
}

/// The claims that may take a role.
pub(super) struct Takers {
    /// In text order.
    pub(super) ids: Vec<ClaimId>,
    /// Whether the claim of each number is one of them.
    member: Vec<bool>,
}

impl Takers {
    pub(super) fn new(role: &RoleSpec, claims: &Claims, sketches: &[Sketch]) -> Self {
        let wanted = Sketch::wanted(role);
        let mut member = vec![false; claims.all.len()];
        let mut ids = Vec::new();
        for (at, _) in sketches.iter().enumerate().filter(|(_, sketch)| sketch.suits(wanted)) {
            let Some(claim) = claims.all.get(at).filter(|claim| role.takes(claim)) else { continue };
            ids.push(claim.id);
            if let Some(member) = member.get_mut(claim.id.0 as usize) {
                *member = true;
            }
        }
        ids.sort_unstable();
        Self { ids, member }
    }

    pub(super) fn contains(&self, id: ClaimId) -> bool {
        self.member.get(id.0 as usize).copied().unwrap_or(false)
    }
}
