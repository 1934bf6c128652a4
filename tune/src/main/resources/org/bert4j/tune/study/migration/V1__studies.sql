create table study (
    id bigint generated always as identity primary key,
    name varchar(200) not null unique,
    definition text not null,
    trials int not null,
    created timestamp with time zone default current_timestamp not null
);

create table trial (
    study_id bigint not null references study (id),
    number int not null,
    configuration text not null,
    bracket int not null,
    state varchar(20) not null,
    claim int not null,
    worker varchar(200) not null,
    seen timestamp with time zone not null,
    message text,
    primary key (study_id, number)
);

create table report (
    study_id bigint not null,
    trial int not null,
    rung int not null,
    share double precision not null,
    scores text not null,
    figures text not null,
    seconds double precision not null,
    primary key (study_id, trial, rung),
    foreign key (study_id, trial) references trial (study_id, number)
);
