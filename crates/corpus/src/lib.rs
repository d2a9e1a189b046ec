//! What was collected: connectors, storage and search of posts.
