"""names of places in the order of the Vietnamese alphabet, numbers by their value, in whichever database"""

import sqlalchemy as sa
from alembic import op

from models.domain.text import title_key

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

PLACE = sa.table('organisation', sa.column('id'), sa.column('name'), sa.column('sort_key'))


def upgrade() -> None:
    with op.batch_alter_table('organisation', schema=None) as batch_op:
        batch_op.add_column(sa.Column('sort_key', sa.LargeBinary(length=512), nullable=False, server_default=''))
    connection = op.get_bind()
    keys = [{'place': row.id, 'key': title_key(row.name)} for row in connection.execute(sa.select(PLACE))]
    if keys:
        change = sa.update(PLACE).where(PLACE.c.id == sa.bindparam('place')).values(sort_key=sa.bindparam('key'))
        connection.execute(change, keys)
