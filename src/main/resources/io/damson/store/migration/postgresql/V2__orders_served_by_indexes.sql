-- An order says where the nulls go only where there can be any, so that the primary key serves the order by id and the unique index
-- the order by reference. The other indexes follow: read backwards, each serves the descending order too.
drop index image_by_num_links, image_by_status, image_by_modified_on, image_by_file_type, image_by_created_on, image_by_width,
    image_by_height, image_by_size_in_bytes;

create index image_by_num_links on image (tenant_id, num_links, id);
create index image_by_status on image (tenant_id, status, id);
create index image_by_modified_on on image (tenant_id, modified_on, id);
create index image_by_file_type on image (tenant_id, file_type nulls first, id);
create index image_by_created_on on image (tenant_id, created_on nulls first, id);
create index image_by_width on image (tenant_id, width, id);
create index image_by_height on image (tenant_id, height, id);
create index image_by_size_in_bytes on image (tenant_id, size_in_bytes, id);
