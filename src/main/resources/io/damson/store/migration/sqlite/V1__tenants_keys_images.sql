-- Texts are compared by their UTF-8 bytes (BINARY), which is the order of code points. Date-times are ISO texts, which sort by time.
-- A number that has been a tenant's is never another's.
create table tenant (
    id integer primary key autoincrement,
    name text not null unique
) strict;

-- Only the SHA-256 of a key is ever stored.
create table api_key (
    id integer primary key autoincrement,
    tenant_id integer not null references tenant on delete cascade,
    hash blob not null unique,
    label text not null,
    created_on text not null,
    last_used_on text,
    revoked_on text
) strict;

create index api_key_by_tenant on api_key (tenant_id);

-- Rows lie in the order of their primary key; tags are a JSON array.
create table image (
    tenant_id integer not null references tenant on delete cascade,
    id integer not null,
    reference text not null,
    num_links integer not null,
    status text not null,
    modified_on text not null,
    file_type text,
    created_on text,
    tags text,
    original_url text,
    thumbnail_url text,
    thumbnail_medium_url text,
    thumbnail_preview_url text,
    width integer not null,
    height integer not null,
    size_in_bytes integer not null,
    primary key (tenant_id, id),
    unique (tenant_id, reference)
) strict, without rowid;

-- Each serves an order, ascending and read backwards. Nulls are the least values.
create index image_by_num_links on image (tenant_id, num_links, id);
create index image_by_status on image (tenant_id, status, id);
create index image_by_modified_on on image (tenant_id, modified_on, id);
create index image_by_file_type on image (tenant_id, file_type, id);
create index image_by_created_on on image (tenant_id, created_on, id);
create index image_by_width on image (tenant_id, width, id);
create index image_by_height on image (tenant_id, height, id);
create index image_by_size_in_bytes on image (tenant_id, size_in_bytes, id);

-- What the planner is to believe, so that a plan never depends on what is in the file: a tenant has 100,000 images, of which a status
-- selects nearly all and a size a few. (An order is then read from its own index, whatever status is asked for.)
analyze;
delete from sqlite_stat1;
insert into sqlite_stat1 (tbl, idx, stat) values
    ('image', 'image', '10000000 100000 1'),
    ('image', 'sqlite_autoindex_image_2', '10000000 100000 1'),
    ('image', 'image_by_num_links', '10000000 100000 5000 1'),
    ('image', 'image_by_status', '10000000 100000 90000 1'),
    ('image', 'image_by_modified_on', '10000000 100000 2 1'),
    ('image', 'image_by_file_type', '10000000 100000 60000 1'),
    ('image', 'image_by_created_on', '10000000 100000 2 1'),
    ('image', 'image_by_width', '10000000 100000 500 1'),
    ('image', 'image_by_height', '10000000 100000 500 1'),
    ('image', 'image_by_size_in_bytes', '10000000 100000 2 1');
