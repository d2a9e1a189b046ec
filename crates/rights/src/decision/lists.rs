//! Lists in conditions, taken apart: `[a, b].contains(x)` becomes `a == x || b == x`.
//!
//! People read the lists; the evaluator would make two sorted sets of each list for every question, which was a fifth of its time.

use serde_json::{Value, json};

/// Takes apart the lists of a condition in Cedar's JSON form, and of all that stands in it.
pub fn unroll(condition: &mut Value) {
    match condition {
        Value::Array(parts) => parts.iter_mut().for_each(unroll),
        Value::Object(parts) => parts.values_mut().for_each(unroll),
        _ => {}
    }
    if let Some(unrolled) = unrolled(condition) {
        *condition = unrolled;
    }
}

fn unrolled(condition: &Value) -> Option<Value> {
    None.or_else(|| list(condition, "contains", ["left", "right"], "=="))
        .or_else(|| list(condition, "in", ["right", "left"], "in"))
        .or_else(|| list(condition, "containsAny", ["right", "left"], "contains"))
}

/// Of a list that stands on one side of an operator, each member with what is asked of it instead.
fn list(condition: &Value, op: &str, [side, other]: [&str; 2], instead: &str) -> Option<Value> {
    let sides = condition.get(op)?;
    let (members, other) = (sides.get(side)?.get("Set")?.as_array()?, sides.get(other)?);
    let each = members.iter().map(|member| json!({ instead: { "left": other, "right": member } }));
    each.reduce(|one, next| json!({ "||": { "left": one, "right": next } }))
}

#[cfg(test)]
mod tests {
    use cedar_policy::Policy;

    use super::*;

    fn unrolled(condition: &str) -> String {
        let policy = Policy::parse(None, format!("permit (principal, action, resource) when {{ {condition} }};")).unwrap();
        let mut json = policy.to_json().unwrap();
        unroll(json.get_mut("conditions").unwrap());
        let text = Policy::from_json(None, json).unwrap().to_cedar().unwrap();
        text.split("when").nth(1).unwrap().split_whitespace().collect::<String>().replace(['(', ')'], "")
    }

    #[test]
    fn each_member_is_asked_for() {
        assert_eq!(unrolled("[1, 2].contains(context.a)"), "{context.a==1||context.a==2};");
        assert_eq!(unrolled("principal in [A::\"x\", A::\"y\"]"), "{principalinA::\"x\"||principalinA::\"y\"};");
        assert_eq!(unrolled("!principal.a.containsAny([1, 2])"), "{!principal.a.contains1||principal.a.contains2};");
    }

    #[test]
    fn what_is_no_list_stays() {
        assert_eq!(unrolled("context.a.contains(1) && context.b in A::\"x\""), "{context.a.contains1&&context.binA::\"x\"};");
        assert_eq!(unrolled("[].contains(1)"), "{[].contains1};");
    }
}
