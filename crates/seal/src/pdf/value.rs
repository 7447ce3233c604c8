//! Values of a PDF file, and how they are written.

use super::text::write_text;

/// Which object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Id {
    pub(crate) number: u32,
    pub(crate) generation: u16,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Int(i64),
    /// As it was written, so that it is written again without loss.
    Real(Vec<u8>),
    Text(Vec<u8>),
    Name(Vec<u8>),
    Array(Vec<Value>),
    Dict(Dict),
    Ref(Id),
}

/// In the order of the file.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Dict(pub(crate) Vec<(Vec<u8>, Value)>);

impl Dict {
    /// The last value under this key; `null` is as good as none.
    pub(crate) fn get(&self, key: &str) -> Option<&Value> {
        let (_, value) = self.0.iter().rev().find(|(known, _)| known == key.as_bytes())?;
        (*value != Value::Null).then_some(value)
    }

    pub(crate) fn set(&mut self, key: &str, value: Value) {
        self.0.retain(|(known, _)| known != key.as_bytes());
        self.0.push((key.as_bytes().to_vec(), value));
    }

    pub(crate) fn int(&self, key: &str) -> Option<i64> {
        self.get(key).and_then(Value::as_int)
    }

    pub(crate) fn is(&self, key: &str, name: &str) -> bool {
        matches!(self.get(key), Some(Value::Name(known)) if known == name.as_bytes())
    }
}

impl Value {
    pub(crate) fn name(name: &str) -> Value {
        Value::Name(name.as_bytes().to_vec())
    }

    pub(crate) fn as_int(&self) -> Option<i64> {
        if let Value::Int(number) = self { Some(*number) } else { None }
    }

    pub(crate) fn as_usize(&self) -> Option<usize> {
        self.as_int().and_then(|number| usize::try_from(number).ok())
    }

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        match self {
            Value::Null => out.extend(b"null"),
            Value::Bool(value) => out.extend(value.to_string().as_bytes()),
            Value::Int(value) => out.extend(value.to_string().as_bytes()),
            Value::Real(value) => out.extend(value),
            Value::Text(value) => write_text(value, out),
            Value::Name(value) => write_name(value, out),
            Value::Ref(id) => out.extend(format!("{} {} R", id.number, id.generation).as_bytes()),
            Value::Dict(value) => value.write(out),
            Value::Array(values) => {
                out.push(b'[');
                for (index, value) in values.iter().enumerate() {
                    if index > 0 {
                        out.push(b' ');
                    }
                    value.write(out);
                }
                out.push(b']');
            }
        }
    }
}

impl Dict {
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        out.extend(b"<<");
        for (key, value) in &self.0 {
            write_name(key, out);
            out.push(b' ');
            value.write(out);
            out.push(b'\n');
        }
        out.extend(b">>");
    }
}

fn write_name(name: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for byte in name {
        if byte.is_ascii_graphic() && !b"#/%()<>[]{}".contains(byte) {
            out.push(*byte);
        } else {
            out.extend(format!("#{byte:02X}").as_bytes());
        }
    }
}
